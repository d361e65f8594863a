"""Puts functions in the place of MiniStack's, after checking that those are the ones expected."""

import functools
import inspect


class HookError(Exception):
    """A function of MiniStack that the overlay builds on is gone or takes other parameters."""


def checked(module, name, *parameters):
    """Returns the function `name` of `module`; raises HookError unless it takes exactly these parameters."""
    function = getattr(module, name, None)
    if not callable(function):
        raise HookError(f"{module.__name__}.{name} is gone")
    found = tuple(inspect.signature(function).parameters)
    if found != parameters:
        raise HookError(f"{module.__name__}.{name} takes ({', '.join(found)}), expected ({', '.join(parameters)})")
    return function


def stored(module, name, kind=object):
    """Returns the value `name` of `module`; raises HookError unless it is there and of this kind."""
    value = getattr(module, name, None)
    if not isinstance(value, kind) or value is None:
        raise HookError(f"{module.__name__}.{name} is not the {kind.__name__} that the overlay expects")
    return value


def replaces(module, name, *parameters, table=None):
    """Decorator: calls to `module.name` go to the decorated function, which gets the replaced one first.

    The last replacement of a function is called first. `table` names a dictionary of the module that also
    holds the function, as a dispatch table does.
    """
    replaced = checked(module, name, *parameters)

    def decorate(replacement):
        hook = functools.update_wrapper(functools.partial(replacement, replaced), replaced)
        setattr(module, name, hook)
        if table is not None:
            _replace_entries(module, table, replaced, hook)
        return replacement

    return decorate


def _replace_entries(module, table, replaced, hook):
    entries = stored(module, table, dict)
    keys = [key for key, function in entries.items() if function is replaced]
    if not keys:
        raise HookError(f"{module.__name__}.{table} no longer holds {replaced.__name__}")
    for key in keys:
        entries[key] = hook
