"""The contract between kimcore and its plugins: every hook kimcore calls.

A plugin is a module (entry-point group ``kimcore``, or a file in ``--plugins-dir``) with functions of these names,
each decorated with ``kimcore.hookimpl``. A function takes those of the hook's arguments that it needs; arguments are
only ever added. A hook only registers; behaviour lives on the classes it returns. kimcore's own exporters, renderers,
checks, rule sets and themes come through the same hooks.

docs/hooks.md is made of the docstrings below: of each its text, ``Args``, ``Returns``, ``Used by`` and ``Example``.
"""

from __future__ import annotations  # a plugin that marks its hooks loads nothing else of kimcore

from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from kimcore.blocks import Content
    from kimcore.checks.base import Check
    from kimcore.context import Context
    from kimcore.exporters.base import Exporter
    from kimcore.model import Program
    from kimcore.render.base import Renderer
    from kimcore.render.theme import Theme

__all__ = ["API_VERSION", "PROJECT", "Hooks", "hookimpl", "hookspec"]

API_VERSION = 1
"""A plugin module may state ``kimcore_api = 1``; one made for a higher version is refused."""

PROJECT = "kimcore"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Every hook, with what it returns."""

    @hookspec
    def kimcore_exporters(self) -> Iterable[type[Exporter]]:  # type: ignore[empty-body]
        """Bring documents. Names are unique; ``kimcore export NAME`` makes one.

        One that is made of more than the program, such as a template, hands that to ``verify`` by ``files``.

        Returns:
            Classes that inherit from ``kimcore.Exporter``.

        Used by:
            kimcore itself; plugins kimcore-serviceportal, kimcore-veranstaltung, kimcore-vorlagen.

        Example:
            from kimcore import Exporter, hookimpl
            from kimcore.blocks import Document, Paragraph
            from kimcore.exporters import properties

            class Greeting(Exporter):
                name, title = "gruss", "Grußwort"

                def document(self, program, options, context):
                    text = f"{program.kommune.name} grüßt."
                    about = properties(program, context, self.title)
                    return Document(id="gruss", title=self.title, blocks=(Paragraph(text=text),), properties=about)

            @hookimpl
            def kimcore_exporters():
                return [Greeting]
        """

    @hookspec
    def kimcore_renderers(self) -> Iterable[type[Renderer]]:  # type: ignore[empty-body]
        """Bring formats. Every document that a renderer accepts is there in its format, without a line in an exporter.

        Neither the format nor the suffix may be taken.

        Returns:
            Classes that inherit from ``kimcore.Renderer``.

        Used by:
            kimcore itself (xlsx, docx); plugins kimcore-csv, kimcore-html.

        Example:
            from kimcore import Renderer, hookimpl
            from kimcore.blocks import Workbook

            class TextRenderer(Renderer):
                format, suffix, accepts = "txt", ".txt", (Workbook,)

                def render(self, content, theme, target):
                    target.write(", ".join(sheet.title for sheet in content.sheets).encode())

            @hookimpl
            def kimcore_renderers():
                return [TextRenderer]
        """

    @hookspec
    def kimcore_checks(self) -> Iterable[type[Check]]:  # type: ignore[empty-body]
        """Bring checks. They run with kimcore's own on every program; one that fails is reported and skipped.

        Returns:
            Classes that inherit from ``kimcore.Check``. The code begins with letters of the plugin's own.

        Used by:
            kimcore itself; plugins kimcore-musterstadt, kimcore-serviceportal, kimcore-veranstaltung.

        Example:
            from kimcore import Check, Severity, hookimpl

            class FewMeasures(Check):
                code, title, severity = "MST-001", "Es gibt mindestens eine Maßnahme", Severity.HINWEIS

                def run(self, program, context):
                    if not program.measures:
                        yield self.finding(("measures",), "Das Programm hat noch keine Maßnahme.")

            @hookimpl
            def kimcore_checks():
                return [FewMeasures]
        """

    @hookspec
    def kimcore_richtlinien(self) -> Iterable[Traversable]:  # type: ignore[empty-body]
        """Bring Förderprogramme as data: ``foerderprogramm: NAME`` in a program file names a rule set.

        A rule set is read when a program needs it; one that is broken is reported by ``kimcore plugins``. One without
        Bausteine holds a municipality's own rates alone: ``kimcore rates`` lists them, and nobody can be funded by it.

        Returns:
            YAML files, as ``importlib.resources.files`` gives them; each is named after its rule set's id.

        Used by:
            kimcore itself (kim-nrw); plugins kimcore-landesprogramme, kimcore-musterstadt.

        Example:
            from importlib.resources import files
            from kimcore import hookimpl

            @hookimpl
            def kimcore_richtlinien():
                return [files("kimcore.richtlinien") / "data" / "kim-nrw.yaml"]  # a file of your own package
        """

    @hookspec
    def kimcore_themes(self) -> Iterable[Theme]:  # type: ignore[empty-body]
        """Bring corporate designs: fonts, colours, logo, letterhead; ``kimcore export --theme NAME`` uses one.

        Returns:
            Themes.

        Used by:
            kimcore itself (sachlich, klassisch); plugin kimcore-musterstadt.

        Example:
            from kimcore import Theme, hookimpl

            @hookimpl
            def kimcore_themes():
                return [Theme(name="musterstadt", title="Stadt Musterstadt", accent="7A1F3D", imprint="Rathausplatz 1")]
        """

    @hookspec
    def kimcore_extensions(self) -> Mapping[str, type]:  # type: ignore[empty-body]
        """Bring data of the plugin's own: sections of ``extensions`` in a program file.

        They are read, checked and documented like models, and reduced to the reader's profile. Where the plugin is
        missing a section is kept as it is.

        Returns:
            Attrs classes by the name of their section. Each field has a German label (``kimcore.model.about``); one
            that is not public has a default.

        Used by:
            plugins kimcore-musterstadt, kimcore-serviceportal, kimcore-veranstaltung.

        Example:
            import attrs
            from kimcore import hookimpl
            from kimcore.model import Privacy, about

            @attrs.frozen(kw_only=True)
            class Buergerbuero:
                rooms: int = attrs.field(metadata=about("Räume"))
                phone: str = attrs.field(default="", metadata=about("Durchwahl", privacy=Privacy.PERSONAL))

            @hookimpl
            def kimcore_extensions():
                return {"buergerbuero": Buergerbuero}
        """

    @hookspec
    def kimcore_commands(self) -> Iterable[Any]:  # type: ignore[empty-body]
        """Bring commands. They stand in ``kimcore --help`` with the plugin's name.

        ``ctx.obj`` (``click.pass_obj``) is a ``kimcore.cli.Settings``; its ``kim`` is the session with all
        plugins. A ``KimError`` becomes its message and exit code, like in kimcore's own commands; anything else is told
        with the plugin's name and ends with 3.

        Returns:
            Objects of ``click.Command``, groups among them.

        Used by:
            plugins kimcore-musterstadt, kimcore-vorlagen.

        Example:
            import click
            from kimcore import hookimpl

            @click.command("titel", help="Den Titel eines Programms zeigen.")
            @click.argument("file", metavar="DATEI")
            @click.pass_obj
            def title(settings, file):
                click.echo(settings.kim.load(file).title)

            @hookimpl
            def kimcore_commands():
                return [title]
        """

    @hookspec
    def kimcore_extend(self, content: Content, exporter: str, program: Program, context: Context) -> Content | None:
        """Change what an exporter composed: add a chapter, a sheet, a sentence.

        kimcore calls the implementations one after the other, by plugin name, each with the result of the one before.
        One that raises or returns something else is reported and skipped. Options of the exporter are not handed over:
        an extension goes by the content.

        Args:
            content: the document or workbook as it is so far; its blocks are frozen, ``attrs.evolve`` makes new ones.
            exporter: the name of the exporter it comes from.
            program: the program, reduced to what the document's reader may see.
            context: the year, the profile, the Vorgang, the rates and figures.

        Returns:
            New content of the same kind, or None to leave it.

        Used by:
            plugin kimcore-musterstadt.

        Example:
            import attrs
            from kimcore import hookimpl
            from kimcore.blocks import Paragraph

            @hookimpl
            def kimcore_extend(content, exporter, program, context):
                if exporter != "kim-konzept":
                    return None
                text = f"{program.kommune.name} hat dieses Konzept {context.year} beschlossen."
                return attrs.evolve(content, blocks=(*content.blocks, Paragraph(text=text)))
        """
