from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles and practice"

    def ready(self) -> None:
        import search
        from publishing import changes

        from . import previewing
        from .models import Article, PracticeOutline, Step
        from .models.claims import citations_follow
        from .models.practice import steps_follow

        changes.listen(citations_follow)
        changes.listen(steps_follow)
        previewing.install()
        search.register(Article)
        search.register(PracticeOutline)
        search.register(Step)
