"""The addresses of the centre."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import path

from kiosk.centre.views import editing, files, inbox, letters, library, publishing
from kiosk.centre.views.signing_in import SignIn

urlpatterns = [
    path("", library.library, name="library"),
    path("items/new/<str:kind_name>/", editing.new, name="new"),
    path("items/<int:pk>/", editing.edit, name="edit"),
    path("items/<int:pk>/preview/", editing.preview, name="preview"),
    path("items/<int:pk>/history/", editing.history, name="history"),
    path("items/<int:pk>/history/<int:number>/restore/", editing.restore, name="restore"),
    path("items/<int:pk>/withdraw/", editing.withdraw, name="withdraw"),
    path("start/", letters.start, name="start"),
    path("inbox/", inbox.take, name="inbox"),
    path("letters/", letters.letters, name="letters"),
    path("letters/summary/", letters.summary, name="summary"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/step/", letters.step, name="step"),
    path("publish/", publishing.publish, name="publish"),
    path("releases/<int:number>/", publishing.release, name="release"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(next_page="sign-in"), name="sign-out"),
    path("repo/<path:path>", files.repository_file, name="repository"),
    path("root.json", files.root, name="root"),
    path("health", files.health, name="health"),
    path("accounts/", admin.site.urls),
]
