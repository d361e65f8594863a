"""Gap: answers come sooner than the AWS SDK for Go can take them.

That SDK closes a request's body as soon as its answer begins. Where the goroutine that has just written the request is not
through with it by then, it takes the closed body for a failed write and closes the connection: the answer is lost, the SDK
sends the request again, and what it makes is made twice. No network is fast enough for that; this machine's own is.
https://github.com/aws/aws-sdk-go-v2/issues/2737
"""

import asyncio

import hypercorn.asyncio

from emulator.hooks import replaces

seconds = 0.02


@replaces(hypercorn.asyncio, "serve", "app", "config", "shutdown_trigger", "mode")
async def serve(replaced, app, config, **options):
    async def delayed(scope, receive, send):
        if scope["type"] != "http" or not is_sdk_for_go(scope["headers"]):
            return await app(scope, receive, send)
        clock = asyncio.get_running_loop().time
        received = clock()

        async def receive_and_note():
            nonlocal received
            message = await receive()
            received = clock()
            return message

        async def send_late(message):
            if message["type"] == "http.response.start":
                await asyncio.sleep(max(0, received + seconds - clock()))
            await send(message)

        await app(scope, receive_and_note, send_late)

    await replaced(delayed, config, **options)


def is_sdk_for_go(headers):
    return any(name.lower() == b"user-agent" and b"aws-sdk-go" in value for name, value in headers)
