from celery import shared_task

from marketplace.reporting import services


@shared_task(name="reporting.recount_popularity", ignore_result=True)
def recount_popularity() -> None:
    services.recount_popularity()
