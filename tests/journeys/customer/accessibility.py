"""What axe finds wrong on a page."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """Every finding, "rule: element"; empty where axe has nothing to say."""
    # Fading in is no lack of contrast: what moves is let come to rest first.
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))")
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
