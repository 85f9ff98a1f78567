"""A real browser without a window, for tests that look at a page as a person would."""

import base64
import json
import shutil
from pathlib import Path

import pytest

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--disable-dev-shm-usage",
)


def start_browser(width=1280, height=900, dark=False):
    """Chromium through its driver; the calling test is skipped where either is missing."""
    webdriver = pytest.importorskip("selenium.webdriver", reason='needs selenium: pip install -e ".[dev]"')
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("needs a browser: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    set_scheme(browser, "dark" if dark else "light")
    return browser


def set_scheme(browser, scheme):
    """Light or dark, as the person's system would ask for."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def take_picture(browser, path: Path, whole=True):
    """The page as a PNG, from top to bottom or only what fits the window."""
    options = {"format": "png", "captureBeyondViewport": whole}
    if whole:
        height = browser.execute_script("return document.documentElement.scrollHeight")
        width = browser.execute_script("return innerWidth")
        options["clip"] = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    data = browser.execute_cdp_cmd("Page.captureScreenshot", options)["data"]
    path.write_bytes(base64.b64decode(data))


def print_pdf(browser) -> bytes:
    """What comes out of the printer."""
    options = {"preferCSSPageSize": True, "printBackground": True}
    return base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", options)["data"])


def requests_of(browser) -> list[str]:
    """Addresses the page asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [one for one in messages if one["method"] == "Network.requestWillBeSent"]
    return [one["params"]["request"]["url"] for one in sent]
