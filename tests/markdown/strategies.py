"""Markdown of every sort, most of it wrong, and pictures that it may show."""

from hypothesis import strategies as st

from kimcore.blocks import Image

IMAGES = {
    "fachtag.jpg": Image(id="fachtag", data=b"", alt="Saal", caption="Der Fachtag", file="fachtag.jpg"),
    "a b.png": Image(id="plan", data=b"", alt="", file="a b.png"),
}
_WORDS = """a Wort 2024 1. 3) 12,5 Bürger*innen a_b C# ä 😀 ' " „ – - + # ## * ** *** _ __ ` `` ``` ~~~ [ ] ( ) | > ! :
    ^ $ = [^1] [^2] [a](https://x.de) [b](#ziele) [](#ziele) [](https://x.de/a_b) <https://x.de> <a@b.de> <b> </b> <br>
    &amp; & &#32; &nbsp; &#10; &auml; \\ \\*
    ![x](a%20b.png) ![](fachtag.jpg) |---|---:| --- === *a* **b** ***c*** _d_
    Tabelle: — #a $ x&#42;y مرحبا"""
_SIGNS = [
    "<!-- c -->",
    "![](<a b.png> \"T & 'x'\")",
    "| a | b |",
    "— Wer",
    "\u00a0",
    "\u2028",
    "\u0300",
    "\x0c",
    "\t",
    "x" * 40,
]
_PIECES = st.tuples(st.sampled_from(["", " ", "  "]), st.sampled_from(_WORDS.split() + _SIGNS)).map("".join)
_PREFIXES = st.sampled_from(
    [
        "",
        "",
        "",
        "- ",
        "  ",
        "    ",
        "> ",
        ">> ",
        "1. ",
        "2) ",
        "# ",
        "### ",
        "- - ",
        "[^1]: ",
        "[^2]: ",
        "      - ",
        "|",
    ]
)
_LINES = st.tuples(
    _PREFIXES,
    _PREFIXES,
    st.lists(_PIECES, max_size=8).map("".join),
    st.sampled_from(["\n", "\n", "\n\n", "  \n", "\\\n"]),
).map("".join)

MARKDOWN = st.one_of(
    st.lists(_LINES, max_size=12).map("".join),
    st.text(max_size=60),
    st.text(alphabet="ab *_`[]()<>!#\n-1.|&;\\:^~", max_size=60),
)
