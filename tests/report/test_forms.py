"""Forms of funders: what fits is filled in, what does not is said, and a hostile one is refused."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from mes_cli.report import acroform
from mes_cli.report.acroform import FormError, filled, form_fields
from mes_cli.report.shipped import form_lists
from mes_cli.worker import WorkerDiedError

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
GRANT = "region-emergence-2025"
MULTILINE, READ_ONLY = 1 << 12, 1


def named(**parts: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in parts.items()})


def field(
    name: str, kind: str = "Tx", flags: int = 0, high: int = 20, **more: Any
) -> DictionaryObject:
    rectangle = ArrayObject(map(FloatObject, (50, 700, 400, 700 + high)))
    return named(
        Type=NameObject("/Annot"), Subtype=NameObject("/Widget"), FT=NameObject(f"/{kind}"),
        T=TextStringObject(name), Ff=NumberObject(flags), F=NumberObject(4),
        DA=TextStringObject("/Helv 11 Tf 0 g"), **{"Rect": rectangle, **more},
    )  # fmt: skip


def form(*fields: DictionaryObject, **catalog: Any) -> bytes:
    """A form of one page; fields that have a parent stand below it."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    helvetica = named(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type1"),
        BaseFont=NameObject("/Helvetica"),
        Encoding=NameObject("/WinAnsiEncoding"),
    )
    boxes = ArrayObject(writer._add_object(it) for it in fields)  # noqa: SLF001
    page[NameObject("/Annots")] = boxes
    tops = ArrayObject(it.get_object().get("/Parent", it) for it in boxes)
    acro = named(Fields=ArrayObject(dict.fromkeys(tops)), DR=named(Font=named(Helv=helvetica)))
    acro.update(catalog.pop("acro", {}))
    writer.root_object[NameObject("/AcroForm")] = acro
    writer.root_object.update(named(**catalog))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def values(content: bytes) -> dict[str, str]:
    found = PdfReader(io.BytesIO(content)).get_fields() or {}
    return {name: str(it.get("/V", "")) for name, it in found.items()}


def program(code: str = "app.alert(1)") -> DictionaryObject:
    return named(S=NameObject("/JavaScript"), JS=TextStringObject(code))


def test_a_field_is_filled_in_and_stays_a_field() -> None:
    content = form(field("a"), field("b", flags=MULTILINE, high=90), field("c"))

    made = filled(content, "f.pdf", {"a": "15\u202f000\nl’été −1", "b": "one\ntwo"})
    box = PdfReader(io.BytesIO(made.content)).pages[0]["/Annots"][0].get_object()  # type: ignore[index]

    assert values(made.content) == {"a": "15 000 l'été -1", "b": "one\ntwo", "c": ""}
    assert b"15" in box["/AP"]["/N"].get_data()
    assert b"/NeedAppearances true" in made.content
    assert "/FT" in box
    assert made == filled(content, "f.pdf", {"a": "15\u202f000\nl’été −1", "b": "one\ntwo"})
    assert (made.tight, made.programs, made.hybrid) == ((), 0, False)


def test_a_field_with_the_same_last_name_is_left_alone() -> None:
    writer = PdfWriter(io.BytesIO(form(field("x"), field("y"))))
    root: Any = writer.root_object["/AcroForm"]
    first, second = root["/Fields"]
    above = writer._add_object(named(T=TextStringObject("part"), Kids=ArrayObject([second])))  # noqa: SLF001
    second.get_object().update(named(Parent=above, T=TextStringObject("x")))
    root[NameObject("/Fields")] = ArrayObject([first, above])
    target = io.BytesIO()
    writer.write(target)

    assert [it.name for it in form_fields(target.getvalue(), "f.pdf")] == ["x", "part.x"]
    assert values(filled(target.getvalue(), "f.pdf", {"x": "1"}).content)["part.x"] == ""
    assert values(filled(target.getvalue(), "f.pdf", {"part.x": "1"}).content)["x"] == ""


def test_long_texts_are_written_small_and_too_long_ones_are_told() -> None:
    content = form(field("a", flags=MULTILINE, high=40), field("b"))

    made = filled(content, "f.pdf", {"a": "word " * 60, "b": "word " * 40})
    page: Any = PdfReader(io.BytesIO(made.content)).pages[0]
    sizes = [it.get_object()["/DA"] for it in page["/Annots"]]

    assert sizes == ["/Helv 0 Tf 0 g"] * 2
    assert made.tight == ("b",)


def test_what_a_field_takes_is_known() -> None:
    words = ArrayObject([ArrayObject([TextStringObject("1"), TextStringObject("Subvention")])])
    made = form_fields(
        form(field("a", MaxLen=NumberObject(14)), field("b", "Ch", Opt=words), field("c", "Btn"),
             field("d", "Sig"), field("e", flags=READ_ONLY)), "f.pdf",
    )  # fmt: skip
    short, choice, *rest = made

    assert short.refuses("123 456 789 00012")
    assert short.refuses("12345678900012") is None
    assert choice.refuses("Don")
    assert (choice.refuses("subvention"), choice.fitted("subvention")) == (None, "1")
    assert all(it.refuses("x") for it in rest)


def test_programs_and_second_forms_are_taken_out() -> None:
    content = form(
        field("a", AA=named(K=program(), C=program())), field("b", A=program("this.submitForm()")),
        OpenAction=program(), Names=named(JavaScript=named(Names=ArrayObject())),
        AA=named(WC=program()), acro=named(XFA=TextStringObject("<xdp/>"), CO=ArrayObject()),
        Perms=named(),
    )  # fmt: skip
    made = filled(content, "f.pdf", {"a": "1"})

    assert not re.search(rb"JavaScript|/JS|XFA|/CO|/Perms", made.content)
    assert (made.programs, made.hybrid) == (5, True)


def locked() -> bytes:
    writer = PdfWriter(io.BytesIO(form(field("a"))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def looping() -> bytes:
    writer = PdfWriter(io.BytesIO(form(field("a"))))
    top: Any = writer.root_object["/AcroForm"]["/Fields"][0]  # type: ignore[index]
    top.get_object()[NameObject("/Kids")] = ArrayObject([top])
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no PDF": lambda: b"%PDF-1.7\nnothing",
    "cut": lambda: form(field("a"))[:400],
    "without fields": form,
    "XFA alone": lambda: form(acro=named(XFA=TextStringObject("<xdp/>"))),
    "locked": locked,
    "too many": lambda: form(*(field(f"f{it}") for it in range(2_100))),
    "loop": looping,
    "no rectangle": lambda: form(field("a", Rect=NumberObject(1))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_form_gets_a_sentence(name: str) -> None:
    with pytest.raises(FormError) as refused:
        filled(HOSTILE[name](), "f.pdf", {"a": "1"})

    assert refused.value.help


def test_a_form_that_takes_too_long_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acroform, "in_worker", died)

    with pytest.raises(FormError):
        form_fields(b"", "f.pdf")


def died(*_: object, **__: object) -> None:
    raise WorkerDiedError


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "register"))


MAP = """# comment
"nom": "association"
"60": "Charges de l'action · 60 · prévu"
"vide": "Charges de l’action · 69 · Prévu"
"bilan": "Ce qui a été fait"
"""


def test_the_command_says_what_is_filled_in_and_what_is_not(
    mes: Callable[..., Any], copied: Path, tmp_path: Path
) -> None:
    blank, listed, target = tmp_path / "f.pdf", tmp_path / "m.yaml", tmp_path / "out.pdf"
    blank.write_bytes(form(field("nom"), field("60"), field("vide"), field("signature", "Sig"),
                           field("bilan", flags=MULTILINE, high=200), field("libre")))  # fmt: skip
    listed.write_text(MAP, "utf-8")
    wanted = ("-C", copied, "report", "subvention", GRANT, "--form", blank)

    done = mes(*wanted, "--form-map", listed, "--output", target)
    got = values(target.read_bytes())
    again = mes(*wanted, "--form-map", listed, "--output", target)

    assert done.code == 0, done.err
    assert (got["nom"], got["60"], got["vide"], got["libre"]) == (
        "Réseau des Possibles", "600", "", "",
    )  # fmt: skip
    assert "Cuisiner, vendre, respirer" in got["bilan"]
    said = done.err.replace("\u00a0", " ")
    assert "3 champs sont remplis" in said
    assert "nom ← Association : Réseau des Possibles" in said
    assert "vide : le registre n’a rien qui s’appelle" in said
    assert "signature : à cocher ou à signer à la main" in said
    assert "n’ont trouvé aucun champ" in said
    assert again.code == 2
    assert values(target.read_bytes()) == got


def test_a_form_of_unknown_fields_is_told_and_a_list_is_drafted(
    mes: Callable[..., Any], copied: Path, tmp_path: Path
) -> None:
    blank = tmp_path / "f.pdf"
    hostile = 'a"\n# x: \x1b[2J'
    wanted = ("-C", copied, "report", "subvention", GRANT, "--form", blank)
    blank.write_bytes(form(field("c1"), field(hostile)))

    refused, drafted = mes(*wanted), mes(*wanted, "--form-fields")
    blank.write_bytes(form(field("Financeur"), field(hostile)))
    known = mes(*wanted, "--form-fields")
    done = mes(*wanted)

    assert refused.code == 2
    assert "--form-fields" in refused.err
    assert '\n"c1": ""\n' in drafted.out
    assert "\x1b" not in drafted.out
    assert '\n"Financeur": "Financeur"\n' in known.out
    listed = tmp_path / "m.yaml"
    listed.write_text(known.out, "utf-8")
    mapped = mes(*wanted, "--form-map", listed, "--output", tmp_path / "b.pdf")
    assert (done.code, mapped.code) == (0, 0), done.err + mapped.err
    assert Path(done.out.strip()).read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_form_whose_fields_were_read_needs_no_list_and_its_sums_can_be_written(
    mes: Callable[..., Any], copied: Path, tmp_path: Path
) -> None:
    [shipped] = form_lists()
    listed = dict(re.findall(r'^"(.+)": "(.+)"$', shipped, re.MULTILINE))
    fields = [field(name, flags=READ_ONLY if "_CP_" in name else 0) for name in listed]
    second = named(XFA=TextStringObject("<xdp/>"))
    known, unknown = tmp_path / "known.pdf", tmp_path / "unknown.pdf"
    known.write_bytes(form(*fields, acro=second))
    unknown.write_bytes(form(*fields[1:], acro=second))
    wanted = ("-C", copied, "report", "subvention", GRANT, "--form")

    done = mes(*wanted, known, "--output", tmp_path / "out.pdf")
    got = values((tmp_path / "out.pdf").read_bytes())
    [wages] = [it for it in form_fields((tmp_path / "out.pdf").read_bytes(), "f")
               if it.name.endswith("num_CP_P[0]")]  # fmt: skip

    assert done.code == 0, done.err
    by_last = {name.rpartition(".")[2]: value for name, value in got.items()}
    assert (by_last["num_SE_P[0]"], by_last["num_R_1_5[0]"]) == ("4 720", "2 815")
    assert by_last["num_P_1_27[0]"] == by_last["num_P_2_30[0]"] == "30 000"
    assert by_last["num_R_2_32[0]"] == by_last["num_R_1_32[0]"] == "3 107"
    assert (wages.kind, wages.value) == ("text", "18 700")
    assert mes(*wanted, unknown).code == 2


def test_lists_that_cannot_be_used_name_the_line(
    mes: Callable[..., Any], copied: Path, tmp_path: Path
) -> None:
    blank, listed = tmp_path / "f.pdf", tmp_path / "m.yaml"
    blank.write_bytes(form(field("a")))
    for text in ("- a\n", '"a": [b]\n', '"a": "b"\n"a": "c"\n', "&x a: *x\n", ""):
        listed.write_text(text, "utf-8")
        done = mes("-C", copied, "report", "grant", GRANT, "--form", blank, "--form-map", listed)

        assert done.code == 2
        assert "m.yaml" in done.err


@pytest.mark.parametrize(
    "wanted",
    [
        ["annual", "--form", "f.pdf"],
        ["grant", GRANT, "--form", "f.pdf", "--format", "odt"],
        ["grant", GRANT, "--form-map", "m.yaml"],
        ["grant", GRANT, "--form", "f.pdf", "--audience", "public"],
        ["grant", GRANT, "--form", "none.pdf"],
    ],
)
def test_options_that_do_not_go_together_are_refused(
    mes: Callable[..., Any], copied: Path, wanted: list[str]
) -> None:
    assert mes("-C", copied, "report", *wanted).code == 2
