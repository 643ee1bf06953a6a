"""How the browser of the tests is started: without what costs its processes time and shows nothing of the hub."""

from __future__ import annotations

from tests import chromium

# Pages of its own that the browser loads for the address bar of each window, and a process kept for the next site.
NEEDLESS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess")
# The list above takes the place of the one that Playwright gives, so what it turns off stands here, too.
OFF_IN_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# A window that goes to another page, or comes back from an empty one, then keeps its process.
ONE_PROCESS = ("--process-per-site", "--disable-site-isolation-trials")


def flags() -> list[str]:
    return [*chromium.flags(), f"--disable-features={','.join(OFF_IN_PLAYWRIGHT + NEEDLESS)}", *ONE_PROCESS]
