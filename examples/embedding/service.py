"""A web service: upload a program file, read its findings, download its documents.

Nothing is kept: the page with the findings carries the program, and the download sends it back. So there are no files
that others could ask for and no sessions, and one ``Kimcore`` serves all threads. Answers are pages, or JSON where a
request accepts ``application/json``.

    pip install kimcore starlette python-multipart jinja2 uvicorn
    uvicorn service:app
"""

from pathlib import Path, PureWindowsPath
from typing import Any

import attrs
import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import kimcore
from kimcore.values import parse_year

KIM = kimcore.Kimcore()
LIMIT = 5 * 1024 * 1024  # bytes of a request
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
SENTENCES = {
    400: "Die Anfrage ist unvollständig oder hat zu viele Felder.",
    404: "Diese Seite gibt es nicht.",
    405: "Diese Seite nimmt nur Formulare entgegen. Bitte auf der ersten Seite beginnen.",
    413: f"Die Datei ist zu groß. Angenommen werden höchstens {LIMIT // 1024**2} MB.",
    500: "Ein unerwarteter Fehler ist aufgetreten. Gespeichert wurde nichts.",
}
TEMPLATES = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(Path(__file__).parent))


@attrs.frozen
class Upload:
    """What a form holds: the program as text, what its file is called, and the other fields."""

    text: str
    name: str
    fields: dict[str, str]

    def program(self) -> kimcore.Program:
        """The program. The name is never used as a path, and files that the program names are not read."""
        return KIM.loads(self.text, "json" if self.name.endswith(".json") else "yaml", name=self.name)


async def uploaded(request: Request) -> Upload:
    """Read a form: a file (``datei``), or the text (``inhalt``) and name of a file that was uploaded before."""
    async with request.form(max_files=1, max_fields=8, max_part_size=LIMIT) as form:
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        file = form.get("datei")
        if isinstance(file, UploadFile) and file.filename:
            try:
                return Upload((await file.read()).decode(), PureWindowsPath(file.filename).name.lower(), fields)
            except UnicodeDecodeError:
                raise kimcore.UsageError("Die Datei ist keine Textdatei in UTF-8.") from None
    if "inhalt" not in fields:
        raise kimcore.UsageError("Bitte eine Programmdatei auswählen.")
    return Upload(fields.pop("inhalt"), fields.pop("name", "programm.yaml"), fields)


def downloads() -> dict[str, str]:
    """Every document in every format: ``kim-konzept.docx`` and what a person calls it."""
    exporters = KIM.registry.exporters.values()
    return {
        f"{entry.name}.{form}": f"{entry.title} ({form})" for entry in exporters for form in KIM.formats(entry.name)
    }


def answer(request: Request, status: int = 200, **content: Any) -> Response:
    """A page, or JSON for whoever asks for it."""
    if "application/json" in request.headers.get("accept", ""):
        findings = [attrs.asdict(entry) for entry in content.get("findings", ())]
        plain = [entry | {"severity": entry["severity"].value} for entry in findings]
        return JSONResponse({"message": content.get("message", ""), "findings": plain}, status)
    return HTMLResponse(TEMPLATES.get_template("service.html").render(downloads=downloads(), **content), status)


async def start(request: Request) -> Response:
    """The form to upload a program."""
    return answer(request)


async def check(request: Request) -> Response:
    """The findings of a program, and the form to download its documents."""
    upload = await uploaded(request)
    program = await run_in_threadpool(upload.program)
    findings = await run_in_threadpool(KIM.check, program)
    return answer(request, title=program.title, findings=findings, upload=upload)


async def document(request: Request) -> Response:
    """A document as a download."""
    upload = await uploaded(request)
    name, _, form = upload.fields.get("dokument", "").rpartition(".")
    year = parse_year(upload.fields["jahr"]) if upload.fields.get("jahr") else None
    program = await run_in_threadpool(upload.program)
    data = await run_in_threadpool(KIM.render, program, name, format=form, year=year, draft="entwurf" in upload.fields)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


async def refused(request: Request, error: Exception) -> Response:
    """What was wrong, in German and without a word on this machine."""
    if isinstance(error, HTTPException):
        return answer(request, error.status_code, message=SENTENCES.get(error.status_code, str(error.detail)))
    if isinstance(error, kimcore.KimError) and not isinstance(error, kimcore.PluginError):
        status = 400 if isinstance(error, kimcore.UsageError) else 422
        return answer(request, status, message=str(error), findings=getattr(error, "findings", ()))
    return answer(request, 500, message=SENTENCES[500])


class Guard:
    """Refuses requests that are too large while they are read, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        left = LIMIT

        async def limited() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, limited, guarded)


app = Starlette(
    routes=[
        Route("/", start),
        Route("/pruefung", check, methods=["POST"]),
        Route("/dokument", document, methods=["POST"]),
    ],
    middleware=[Middleware(Guard)],
    exception_handlers={HTTPException: refused, kimcore.KimError: refused, Exception: refused},
)
