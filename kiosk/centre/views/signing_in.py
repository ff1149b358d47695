"""The log-in page: after ten wrong passwords it takes a rest."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

_TRIES = 10
_REST_S = 300


class SignIn(LoginView):
    """Signs people in; counts wrong passwords for each name and address."""

    template_name = "centre/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        """Check name and password, unless there were too many wrong ones."""
        if cache.get(self._key(), 0) >= _TRIES:
            context = self.get_context_data(form=AuthenticationForm(request), resting=_REST_S // 60)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count a wrong password."""
        cache.add(self._key(), 0, _REST_S)
        cache.incr(self._key())
        return super().form_invalid(form)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, and forget the wrong ones before."""
        cache.delete(self._key())
        return super().form_valid(form)

    def _key(self) -> str:
        name = self.request.POST.get("username", "").encode()[:150].hex()
        return f"sign-in:{self.request.META.get('REMOTE_ADDR', '')}:{name}"
