import pytest

from mes_cli.errors import TemplateError
from mes_cli.finding import Message
from mes_cli.report import environment
from mes_cli.report.render import render


def test_an_error_in_a_template_names_it_and_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        "new/new.md.j2": "one\n{% include 'shared/part.md.j2' %}\n",
        "shared/part.md.j2": "two\nthree {{ nothing }}\n",
    }
    monkeypatch.setattr(environment, "_source", lambda name: (sources[name], name, lambda: True))
    environment.environment.cache_clear()

    with pytest.raises(TemplateError) as caught:
        render("new", "md", {}, "en")

    environment.environment.cache_clear()
    assert dict(caught.value.message.arguments) == {"name": "shared/part.md.j2", "line": 2}
    assert isinstance(caught.value.help, Message)
