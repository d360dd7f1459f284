from django.utils.cache import patch_cache_control


def tell_the_worker(get_response):
    """Tell with every answer what a service worker cannot find out by itself.

    Django sends ``Vary: Cookie`` with each page that looks at the user. That
    keeps shared caches right, and is no help to a worker: it does not see
    cookies, so every stored page fits every visitor.
    """

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True)
        # The network of a hotel answers every request with its own page and
        # status 200. Ours names itself.
        response["Site"] = "club"
        return response

    return middleware
