"""tests/mutation/operators.py"""

import ast

import pytest

from tests.mutation.operators import mutants

pytestmark = pytest.mark.once


def changed(source: str) -> list[str]:
    """The source after each mutant that can be made of it."""
    found = []
    for number in range(len(mutants(ast.parse(source)))):
        tree = ast.parse(source)
        mutants(tree)[number].apply()
        compile(tree, "changed", "exec")
        found.append(ast.unparse(tree))
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", ["pass", "a != b"]),
        ("x = a < b <= c", ["x = a <= b <= c", "x = a < b < c"]),
        ("x = a and b", ["x = a or b"]),
        ("x = a + b", ["x = a - b"]),
        ("x = not a", ["x = a"]),
        ("x = 3", ["x = 4"]),
        ("x = True", ["x = False"]),
        ("x = 'a'", ["x = 'XXa'"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("x = a if b is c else d", ["x = a if b is not c else d"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if not c]"]),
        ("a.b = c", ["pass"]),
        ("a()", ["pass"]),
        ("a += b", ["a -= b", "pass"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f():\n    raise a", ["def f():\n    pass"]),
        ("while a:\n    break", ["while not a:\n    break", "while a:\n    pass"]),
    ],
)
def test_each_small_change_is_made_once(source, expected):
    assert sorted(changed(source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "import a",
        "__all__ = ['a']",
        "x: dict[str, 'a'] = b",
        "@cache(maxsize=3)\ndef f(a: 'x') -> 'y':\n    return None",
        "if TYPE_CHECKING:\n    x = 3",
        "class A(models.Model):\n    x = models.IntegerField(default=3)",
    ],
)
def test_what_is_no_behavior_stays(source):
    assert changed(source) == []


def test_the_methods_of_a_model_are_changed():
    assert changed("class A(models.Model):\n    x = 3\n\n    def f(self):\n        return x") == [
        "class A(models.Model):\n    x = 3\n\n    def f(self):\n        return None"
    ]


def test_a_mutant_says_where_and_what_it_is():
    found = mutants(ast.parse("\nx = a <= b\ndef f(x=1):\n    a()"))
    assert [(mutant.line, mutant.change, mutant.in_function) for mutant in found] == [
        (2, "a <= b → a < b", False),
        (3, "1 → 2", False),
        (4, "a() → pass", True),
    ]
