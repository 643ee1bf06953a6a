"""An order of texts that is the same on every database."""

from typing import Any

from django.db.models import Func


class Bytewise(Func):
    """The text of a field in the order of its code points, whatever language the database sorts in."""

    template = '%(expressions)s COLLATE "C"'
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="%(expressions)s COLLATE BINARY", **context)
