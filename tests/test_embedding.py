"""kimcore within other programs: the service, the view and the notebook of examples/embedding, and many threads."""

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from importlib import import_module
from threading import Barrier

import django
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from starlette.testclient import TestClient

from kimcore import Kimcore
from tests.conftest import PROGRAMS, ROOT

FOLDER = ROOT / "examples" / "embedding"
PROGRAM = (PROGRAMS / "musterstadt.yaml").read_text(encoding="utf-8")
HEAD = "foerderprogramm: kim-nrw\ntitle: Test\nstand: 2025-01-01\nkommune: {id: k, name: Kreis, kind: kreis}\n"
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def example():
    """Import a module of examples/embedding."""
    sys.path.insert(0, str(FOLDER))
    yield import_module
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def service(example):
    """The module of the web service."""
    return example("service")


@pytest.fixture
def web(service):
    """Somebody who uses the web service."""
    return TestClient(service.app, raise_server_exceptions=False)


def upload(web, text, *, name="musterstadt.yaml", to="/pruefung", **more):
    """Send a program file."""
    return web.post(to, files={"datei": (name, text)}, **more)


# ------------------------------------------------------------------------------------------ the service


class Controls(HTMLParser):
    """What a page asks for, and what labels it has."""

    def __init__(self, text):
        super().__init__()
        self.lang = ""
        self.labels, self.ids, self.asked, self.headings = set(), [], [], []
        self.within = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note what a tag says."""
        attrs = dict(attrs)
        self.lang = self.lang or attrs.get("lang", "")
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.headings += [tag] if tag in {"h1", "h2", "h3"} else []
        if tag == "label":
            self.within = "for" not in attrs
            self.labels.add(attrs.get("for"))
        elif tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden" and "hidden" not in attrs:
            self.asked += [] if self.within else [attrs.get("id")]

    def handle_endtag(self, tag):
        """A label ends."""
        self.within = self.within and tag != "label"


@pytest.mark.parametrize("page", ["start", "findings", "error"])
def test_pages_are_accessible(web, page):
    """Every page says its language, has one main heading and a label for each control; ids are there once."""
    answer = {
        "start": lambda: web.get("/"),
        "findings": lambda: upload(web, PROGRAM),
        "error": lambda: web.post("/pruefung"),
    }[page]()
    controls = Controls(answer.text)
    assert controls.lang == "de"
    assert (controls.headings[0], controls.headings.count("h1")) == ("h1", 1)
    assert "datei" in controls.asked
    assert set(controls.asked) <= controls.labels
    assert len(controls.ids) == len(set(controls.ids))
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_from_upload_to_document(web, service):
    """The page with the findings carries the program; what is downloaded from it is what kimcore makes of the file."""
    page = upload(web, PROGRAM, name="C:\\Programme\\musterstadt.yaml")
    assert page.status_code == 200
    assert "Den Rest von 350,00\u00a0€ trägt die Kommune" in page.text
    assert '<option value="kim-konzept.docx">KIM-Konzept (docx)</option>' in page.text
    assert 'name="name" value="musterstadt.yaml"' in page.text
    fields = {"inhalt": PROGRAM.replace("\n", "\r\n"), "dokument": "foerderantrag.xlsx", "jahr": "2025"}
    answer = web.post("/dokument", data=fields)
    assert answer.headers["content-disposition"] == 'attachment; filename="foerderantrag.xlsx"'
    program = service.KIM.loads(PROGRAM, "yaml")
    assert answer.content == service.KIM.render(program, "foerderantrag", year=2025)


def test_findings_as_json(web):
    """A program that asks for JSON gets the findings as data, whatever the outcome; a JSON file is taken as well."""
    found = upload(web, PROGRAM, headers=JSON).json()
    assert {(entry["code"], entry["severity"]) for entry in found["findings"]} == {("KIM-FIN-020", "warnung")}
    refused = upload(web, '{"title": 1}', name="Programm.JSON", headers=JSON)
    assert refused.status_code == 422
    assert refused.json()["message"].startswith("programm.json enthält ")
    assert upload(web, json.dumps({"a": 1}), name="p.json", to="/dokument").status_code == 422


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 400, "Bitte eine Programmdatei auswählen."),
        ({"inhalt": HEAD + "nonsens: 1"}, 422, "<td>Zeile 5</td>"),
        ({"inhalt": ""}, 422, "programm.yaml ist leer"),
        ({"inhalt": PROGRAM, "dokument": "foerderantrag.exe"}, 400, "gibt es nicht im Format „exe“"),
        ({"inhalt": PROGRAM, "dokument": "../service.py"}, 400, "Das Dokument „../service“ gibt es nicht."),
        ({"inhalt": PROGRAM, "dokument": "foerderantrag.xlsx", "jahr": "bald"}, 422, "bald"),
        ({"inhalt": HEAD, "dokument": "foerderantrag.xlsx"}, 422, "wurde nicht erstellt"),
        ({str(number): "x" for number in range(9)}, 400, "zu viele Felder"),
    ],
)
def test_what_is_refused(web, fields, status, said):
    """What cannot be done is a German page with its status, and the form to try again."""
    files = {"andere": ("", b"")}  # a form as browsers send it where no file is chosen
    answer = web.post("/dokument", data=fields, files=files)
    assert answer.status_code == status
    assert said in answer.text
    assert 'action="/pruefung"' in answer.text


def test_what_is_sent_wrongly(web):
    """Another address, another method and a file that is no text are answered in German."""
    assert (web.get("/geheim").status_code, "Diese Seite gibt es nicht." in web.get("/geheim").text) == (404, True)
    assert "nimmt nur Formulare entgegen" in web.get("/pruefung").text
    assert "keine Textdatei in UTF-8" in upload(web, b"PK\x03\x04\xff").text


def test_too_much(web, service, monkeypatch):
    """A request over the limit is refused while it is read, also without a length."""
    monkeypatch.setattr(service, "LIMIT", 1000)
    assert upload(web, PROGRAM).status_code == 413
    answer = web.post(
        "/pruefung",
        content=(b"x" * 100 for _ in range(20)),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert (answer.status_code, "Die Datei ist zu groß." in answer.text) == (413, True)


def test_a_crash_says_nothing_of_the_machine(web, service, monkeypatch):
    """An error that nobody expected is a German page without its text; so is a plugin's."""

    def crash(*_, **__):
        raise RuntimeError("/srv/geheim")

    monkeypatch.setattr(service.KIM, "check", crash)
    answer = upload(web, PROGRAM)
    assert (answer.status_code, "/srv" in answer.text) == (500, False)
    assert "Ein unerwarteter Fehler ist aufgetreten." in answer.text


def test_text_is_no_markup(web):
    """What stands in a file is shown as text, wherever it stands."""
    attack = "<script>alert(1)</script></textarea>"
    page = upload(web, HEAD.replace("Test", f"'{attack}'"), name=f"{attack}.yaml")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert page.text.count("</textarea>") == 1
    assert "<script" not in upload(web, f"'{attack}': 1", name=f"{attack}.yaml").text


@pytest.mark.parametrize("file", ["../geheim.md", "/etc/hostname.md", "geheim.md"])
def test_no_file_of_the_machine_is_read(web, tmp_path, monkeypatch, file):
    """A program that names a file beside it gets nothing: neither above, nor below, nor in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geheim.md").write_text("Das Geheimnis", encoding="utf-8")
    page = upload(web, f"{HEAD}texts:\n  - chapter: einleitung\n    file: {file}\n", name="../../programm.yaml")
    assert page.status_code == 422
    assert "Geheimnis" not in page.text
    assert "liest kimcore nur neben einer Programmdatei" in page.text


# ----------------------------------------------------------------------------- Django, notebook, threads


@pytest.fixture(scope="module")
def view(example):
    """The module of the Django view."""
    module = example("django_view")
    django.setup()
    return module


def send(client, data, name="musterstadt.yaml"):
    """Send a program file to the Django view."""
    return client.post("/", {"datei": SimpleUploadedFile(name, data)})


def test_a_django_view(view, monkeypatch):
    """The view shows its form, makes the document that kimcore makes, and says in German what is wrong."""
    client = Client(SERVER_NAME="localhost")
    assert '<label for="datei">' in client.get("/").content.decode()
    made = send(client, PROGRAM.encode())
    assert made["Content-Disposition"] == 'attachment; filename="foerderantrag.xlsx"'
    assert made.content == view.KIM.render(view.KIM.loads(PROGRAM, "yaml"), "foerderantrag")
    refused = send(client, (HEAD + "nonsens: '<b>'").encode())
    assert refused.status_code == 422
    assert "Die Datei enthält einen Fehler, den ersten in Zeile 5" in refused.content.decode()
    monkeypatch.setattr(view, "LIMIT", 10)
    assert send(client, PROGRAM.encode()).status_code == 413
    expired = send(Client(SERVER_NAME="localhost", enforce_csrf_checks=True), PROGRAM.encode())
    assert (expired.status_code, "abgelaufen" in expired.content.decode()) == (403, True)


def test_the_notebook_runs(tmp_path, monkeypatch, capsys):
    """Every cell of the notebook runs in order from its own folder; it is stored without outputs."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples" / "embedding")
    notebook = json.loads((FOLDER / "notebook.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names = {}
    for cell in cells:
        exec("".join(cell["source"]), names)  # noqa: S102 - what a reader does
        assert (cell["outputs"], cell["execution_count"]) == ([], None)
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Koordination Monitoring: 57.000,00 € × 4,5/12 VZÄ-Monate = 21.375,00 €" in said
    assert "mit mehr Beantragte Förderung 517.808,33 €" in said
    assert (tmp_path / "examples" / "embedding" / "foerderantrag-2025.xlsx").stat().st_size > 10_000


def test_many_threads_make_the_same_bytes():
    """Eight threads that share a session and begin at once make, each in another order, what one thread makes."""
    documents = ["foerderantrag", "finanzierungsplan", "kim-konzept"]
    program = Kimcore(plugins=False).loads(PROGRAM, "yaml")
    kim, together = Kimcore(plugins=False), Barrier(8)

    def make(number):
        together.wait()
        turn = number % len(documents)
        return {name: kim.render(program, name, year=2025) for name in documents[turn:] + documents[:turn]}

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make, range(8)))
    alone = {name: Kimcore(plugins=False).render(program, name, year=2025) for name in documents}
    assert all(result == alone for result in made)
