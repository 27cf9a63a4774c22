#!/usr/bin/env python3
"""Logs everything that TensorRT asks of an INT8 calibrator and what it gets back.

Most failures in INT8 calibration sit in the calibrator, and TensorRT says nothing of them. Put this
file beside your program and add two lines:

    from calibrator_spy import spy
    config.int8_calibrator = spy(MyCalibrator(...))

Each callback becomes a line on standard error (or in the stream you pass), which
`trt-doctor triage` reads together with TensorRT's own log:

    [calibrator-spy] get_batch(["input"]) #0 -> [0x7f52c0000000 device]
    [calibrator-spy] get_batch(["input"]) #1 -> None (no more batches)
    [calibrator-spy] read_calibration_cache() -> 16510 bytes, header "TRT-8601-EntropyCalibration2"
    [calibrator-spy] get_batch(["input"]) #0 raised ValueError: cannot reshape array

It needs nothing but the standard library; the calibrator may be any object with TensorRT's callbacks.
"""

import ctypes
import functools
import json
import sys

CALLBACKS = (
    "get_batch_size",
    "get_batch",
    "get_algorithm",
    "read_calibration_cache",
    "write_calibration_cache",
)
_MEMORY = {0: "host, not registered", 1: "host", 2: "device", 3: "managed"}


class _PointerAttributes(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("device", ctypes.c_int),
        ("device_pointer", ctypes.c_void_p),
        ("host_pointer", ctypes.c_void_p),
    ]


@functools.lru_cache(maxsize=None)
def _cuda_runtime():
    for name in ("libcudart.so", "libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0"):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _kind_of_memory(pointer):
    """Where a pointer leads, by cudaPointerGetAttributes; "" if CUDA cannot be asked."""
    if pointer == 0:
        return "null"
    runtime = _cuda_runtime()
    if runtime is None:
        return ""
    attributes = _PointerAttributes()
    code = runtime.cudaPointerGetAttributes(ctypes.byref(attributes), ctypes.c_void_p(pointer))
    if code != 0:
        runtime.cudaGetLastError()
        return "not a CUDA pointer"
    return _MEMORY.get(attributes.type, "unknown")


def _describe_pointer(value):
    try:
        pointer = int(value)
    except (TypeError, ValueError):
        shape = getattr(value, "shape", None)
        kind = type(value).__name__
        return f"NOT AN ADDRESS: {kind}" + (f" of shape {tuple(shape)}" if shape is not None else "")
    kind = _kind_of_memory(pointer)
    return f"{pointer:#x}" + (f" {kind}" if kind else "")


def _describe(callback, value):
    if callback == "get_batch":
        if value is None:
            return "None (no more batches)"
        try:
            pointers = list(value)
        except TypeError:
            return f"NOT A LIST: {type(value).__name__}"
        if not pointers:
            return "[] (no more batches)"
        return "[" + ", ".join(_describe_pointer(pointer) for pointer in pointers) + "]"
    if callback == "read_calibration_cache":
        if value is None or len(value) == 0:
            return "None (no cache)" if value is None else "0 bytes"
        head = bytes(value[:200]).split(b"\n", 1)[0].decode("utf-8", "replace").strip()
        return f"{len(value)} bytes, header {json.dumps(head)}"
    return repr(value)


def _describe_arguments(callback, arguments):
    if callback == "get_batch" and arguments:
        return json.dumps([str(name) for name in arguments[0]])
    if callback == "write_calibration_cache" and arguments:
        return f"{len(arguments[0])} bytes"
    return ", ".join(repr(argument) for argument in arguments)


def spy(calibrator, stream=None):
    """Makes a calibrator log its callbacks; returns the same calibrator.

    The callbacks are replaced on the calibrator's own class, since TensorRT looks them up there.
    What they return and raise is passed on unchanged.
    """
    calls = {}

    def say(text):
        out = stream or sys.stderr
        out.write(f"[calibrator-spy] {text}\n")
        out.flush()

    def wrapped(callback, method):
        @functools.wraps(method)
        def call(self, *arguments, **keywords):
            number = calls[callback] = calls.get(callback, -1) + 1
            asked = f"{callback}({_describe_arguments(callback, arguments)}) #{number}"
            try:
                result = method(self, *arguments, **keywords)
            except BaseException as error:
                say(f"{asked} raised {type(error).__name__}: {error}")
                raise
            say(f"{asked} -> {_describe(callback, result)}")
            return result

        return call

    kind = type(calibrator)
    for callback in CALLBACKS:
        method = getattr(kind, callback, None)
        if method is not None and callback in _written_in_python(kind):
            setattr(kind, callback, wrapped(callback, method))
        elif callback in ("get_batch", "get_batch_size"):
            say(f"{callback} is NOT DEFINED by {kind.__name__}")
    bases = [base.__name__ for base in kind.__mro__ if base.__name__.startswith("IInt8")]
    say(f"watching {kind.__name__} ({bases[0] if bases else 'no IInt8 calibrator'})")
    return calibrator


def _written_in_python(kind):
    names = set()
    for base in kind.__mro__:
        if base.__module__.split(".")[0] not in ("tensorrt", "pybind11_builtins", "builtins"):
            names.update(vars(base))
    return names


if __name__ == "__main__":
    sys.exit(__doc__)
