"""A Django view: upload a program file, get a document, or the page with what is wrong.

In a project of your own, ``antrag`` goes to views.py and ``urlpatterns`` to urls.py; the settings are there so that
this file runs alone: ``python django_view.py runserver --noreload``.
"""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

import kimcore

KIM = kimcore.Kimcore()  # one for all threads
LIMIT = 5 * 1024 * 1024

PAGE = """<!DOCTYPE html>
<html lang="de">
<head><meta charset="utf-8"><title>{% if message %}Fehler – {% endif %}Förderantrag</title></head>
<body><main>
  <h1>Förderantrag</h1>
  {% if message %}<p role="alert">{{ message }}</p>{% endif %}
  {% if findings %}<ul>{% for finding in findings %}<li>{{ finding }}</li>{% endfor %}</ul>{% endif %}
  <form method="post" enctype="multipart/form-data">{% csrf_token %}
    <label for="datei">Programmdatei (YAML, höchstens 5 MB)</label>
    <input id="datei" name="datei" type="file" accept=".yaml,.yml" required>
    <button>Förderantrag erstellen</button>
  </form>
</main></body>
</html>"""

settings.configure(
    ALLOWED_HOSTS=["localhost"],
    CSRF_FAILURE_VIEW=f"{__name__}.expired",
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="nur für dieses Beispiel",  # noqa: S106 - nothing is signed but the form
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"antrag.html": PAGE})]},
        }
    ],
)


def antrag(request: HttpRequest) -> HttpResponse:
    """The form, the Förderantrag as a download, or what is wrong with the program."""
    file = request.FILES.get("datei")
    if file is None:
        return render(request, "antrag.html")
    if file.size > LIMIT:
        return render(request, "antrag.html", {"message": "Die Datei ist zu groß."}, status=413)
    try:
        data = KIM.render(KIM.loads(file.read(), "yaml", name="Die Datei"), "foerderantrag")
    except kimcore.KimError as error:
        found = {"message": str(error), "findings": getattr(error, "findings", ())}
        return render(request, "antrag.html", found, status=422)
    return HttpResponse(
        data,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": 'attachment; filename="foerderantrag.xlsx"'},
    )


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the arguments of Django
    """The form once more, where its token is missing or old."""
    return render(request, "antrag.html", {"message": "Das Formular ist abgelaufen. Bitte neu senden."}, status=403)


urlpatterns = [path("", antrag)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
