"""Gap: a connection is closed when it was idle for 75 seconds, or had 1,000 requests.

A request that arrives just as its connection closes is carried out, but its answer is lost: the client sends it again,
and what it makes is made twice. AWS closes connections too, but never on a request that it carries out. Clients give up
an idle connection long before ten minutes are over; without an end, those that they have closed would stay half open.
"""

import hypercorn.asyncio

from emulator.hooks import replaces

ten_minutes = 10 * 60
unlimited = 10**9


@replaces(hypercorn.asyncio, "serve", "app", "config", "shutdown_trigger", "mode")
async def serve(replaced, app, config, **options):
    config.keep_alive_timeout = ten_minutes
    config.keep_alive_max_requests = unlimited
    await replaced(app, config, **options)
