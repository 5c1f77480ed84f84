"""A picture that is chosen for a testimony: shown at once, written with the record and undone."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import PHONE, Browse, Serve, saved
from tests.browser.test_forms import act
from tests.web.test_chosen_pictures import images, photograph

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_picture_is_chosen_shown_written_and_undone(
    serve: Serve, browse: Browse, root: Path, *, script: bool
) -> None:
    served = serve(root)
    before, page = served.files(), browse(served, PHONE, script=script)
    page.goto(f"{served.address}/fiches/temoignages/nouvelle")
    page.locator("[name=kind]").select_option("photo")
    page.get_by_label("Titre").fill("La porte ouverte")
    page.get_by_text("Image ou lien").click()
    chosen = page.get_by_label("Une image")

    def choose(content: bytes) -> None:
        name = "Ana Diaz à Sète.jpg"
        chosen.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})
        if not script:
            act(page, "Utiliser cette image")

    choose(bytes(11 << 20))
    page.get_by_text("Cette image fait plus de 10").wait_for()
    choose(b"<script>1</script>")
    page.get_by_text("Ce fichier n’est pas une image").wait_for()
    choose(photograph((900, 600)))
    shown = page.get_by_role("img", name="L’image de cette fiche")
    shown.wait_for()
    assert shown.evaluate("it => it.decode().then(() => it.naturalWidth)") == 900
    assert not images(root)
    assert page.get_by_label("Titre").input_value() == "La porte ouverte"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    page.get_by_label("Description").fill("Une porte bleue")
    page.locator("[name='consent.scope'][value=public]").check()
    page.locator("[name='consent.given']").fill("12/03/2025")
    act(page, "Enregistrer")
    page.get_by_text("l’image ou le lien").wait_for()
    page.get_by_role("checkbox").check()
    act(page, "Enregistrer et ouvrir")
    saved(page)
    page.get_by_role("img", name="Une porte bleue").wait_for()
    [image] = images(root)
    with Image.open(io.BytesIO(image.read_bytes())) as written:
        assert (written.size, dict(written.getexif())) == ((900, 600), {})
    act(page, "Défaire")
    page.get_by_text("C’est défait").wait_for()
    assert served.files() == before
