"""A page of every kind that a reader may meet."""

ARTICLE = "/articles/interpersonal-neurobiology-the-basics/"
PAGES = (
    "/",
    "/articles/",
    ARTICLE,
    "/articles/what-is-interpersonal-neurobiology/",
    "/practice/",
    "/practice/three-steps/",
    "/practice/three-steps/move-into-the-here-and-now/",
    "/glossary/",
    "/glossary/implicit-memory/",
    "/glossary/trauma/",
    "/map/",
    "/map/?around=term:implicit-memory",
    "/map/?from=term:implicit-memory&to=term:mirror-neurons",
    "/resources/",
    "/references/",
    "/people/daniel-j-siegel/",
    "/about/",
    "/about/how-we-rate-evidence/",
    "/about/help-now/",
    "/search/",
    "/search/?q=memory",
    "/search/?q=mirrow+nurons",
    "/search/?q=zzzzzz",
    "/nowhere/",
)
