"""The hub answers a real browser."""


def test_the_browser_is_told_that_the_process_is_up(page):
    response = page.goto("/healthz")

    assert response is not None
    assert response.status == 200
    assert page.locator("body").inner_text().strip() == "ok"


def test_a_reader_gets_no_cookie(page):
    page.goto("/readyz")

    assert page.context.cookies() == []


def test_the_sign_in_page_keeps_the_content_security_policy(page):
    page.goto("/admin/")

    assert page.locator("input[name=username]").is_visible()
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
