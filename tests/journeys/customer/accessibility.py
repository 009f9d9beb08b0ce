"""What axe finds wrong on a page."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# What moves for ever (the dots of who writes or waits) never comes to rest.
AT_REST = """Promise.all(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map((one) => one.finished.catch(() => 0)))"""


def findings(page: Page) -> list[str]:
    """Every finding, "rule: element"; empty where axe has nothing to say."""
    # Fading in is no lack of contrast: what moves is let come to rest first.
    page.evaluate(AT_REST)
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
