"""Small changes that a test should notice: every one that can be made to a piece of Python."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
# A comparison with these is negated by changing it; negating the condition around it would be the same mutant again.
OPPOSITES = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn, ast.Not)
# What is no behavior: types, and decorators, most of which are caches and marks.
SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "bases", "format_spec", "ctx"}
LONGEST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: what stands at `place` of this field of the `holder` becomes `new`; `in_function` or on import."""

    line: int
    change: str
    in_function: bool
    holder: ast.AST
    field: str
    place: int | None
    new: ast.AST

    def apply(self) -> None:
        """Change the tree for good."""
        if self.place is None:
            setattr(self.holder, self.field, self.new)
        else:
            getattr(self.holder, self.field)[self.place] = self.new
        ast.fix_missing_locations(self.holder)


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; applying one changes the tree."""
    return sorted(_below(tree), key=lambda each: each.line)


def _below(holder: ast.AST, inside: bool = False) -> Iterator[Mutant]:
    for field, place, node in _children(holder):
        if _is_no_behavior(node):
            continue
        within = inside or (isinstance(holder, ast.FunctionDef) and field == "body")
        for new in _changes(node):
            ast.copy_location(new, node)
            yield Mutant(_line(node), f"{_shown(node)} → {_shown(new)}", within, holder, field, place, new)
        yield from _below(node, within)


def _children(holder: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(holder):
        if field in SKIPPED_FIELDS:
            continue
        if isinstance(value, list):
            yield from ((field, place, each) for place, each in enumerate(value) if _is_child(holder, each))
        elif isinstance(value, ast.AST):
            yield field, None, value


def _is_child(holder: ast.AST, node: object) -> bool:
    """Of a database model only the methods: its columns are held by the migrations, which have their own check."""
    declares = isinstance(holder, ast.ClassDef) and any(ast.unparse(base) == "models.Model" for base in holder.bases)
    return isinstance(node, ast.AST) and not (declares and not isinstance(node, ast.FunctionDef))


def _is_no_behavior(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring, or the dots of a protocol
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return isinstance(node, ast.Import | ast.ImportFrom)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    yield from _operators(node)
    yield from _conditions(node)
    match node:
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Return(value=value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                operators = [*node.ops[:place], COMPARISONS[type(operator)](), *node.ops[place + 1 :]]
                yield _with(node, ops=operators)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.BinOp() | ast.AugAssign() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If() | ast.While() | ast.IfExp() | ast.Assert():
            yield from (_with(node, test=test) for test in _negated(node.test))
        case ast.comprehension():
            for place, condition in enumerate(node.ifs):
                for test in _negated(condition):
                    yield _with(node, ifs=[*node.ifs[:place], test, *node.ifs[place + 1 :]])


def _negated(test: ast.expr) -> Iterator[ast.expr]:
    operators = test.ops if isinstance(test, ast.Compare) else [getattr(test, "op", None)]
    if not (len(operators) == 1 and isinstance(operators[0], OPPOSITES)):
        yield ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int() | float():
            yield ast.Constant(value + 1)
        case str():
            yield ast.Constant(f"XX{value}")


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _line(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else node.lineno


def _shown(node: ast.AST) -> str:
    text = " ".join(_source(node).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _source(node: ast.AST) -> str:
    """The part of a statement that a change can be seen in."""
    match node:
        case ast.If() | ast.While():
            return f"if {ast.unparse(node.test)}"
        case ast.comprehension():
            return " ".join(f"if {ast.unparse(test)}" for test in node.ifs)
    return ast.unparse(node)
