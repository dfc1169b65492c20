"""Mail through Django's back end: files by default, SMTP by EMAIL_URL."""

from django.core.mail import send_mail

from marketplace.notices.interface import Message, NotSent


class Channel:
    def send(self, message: Message) -> None:
        body = f"{message.body}\n\n{message.link}" if message.link else message.body
        try:
            send_mail(message.subject, body, None, [message.address])
        except OSError as error:
            raise NotSent(str(error)) from error
