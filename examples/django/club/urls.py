from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import views

urlpatterns = [
    path("", views.page("home.html"), name="home"),
    path("evenings/", views.page("evenings.html"), name="evenings"),
    path("house/", views.page("house.html"), name="house"),
    path("notes/", views.notes, name="notes"),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("offline/", views.page("offline.html"), name="offline"),
    path("manifest.json", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
]
