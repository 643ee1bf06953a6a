"""The whole hub in one file: exported and imported again (a zip), or to be read without a network (an HTML page).

`tables` says what goes along, `rows` how a row is written, `archive` what a file must be like to be read at all;
`exporting` and `importing` use them. The HTML page is made in `offline` and what it is made of in `offline_html`.
"""
