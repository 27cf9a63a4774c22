"""Plays TensorRT 8 or 10 and writes down what is done to it, one line a call.

FAKE_TENSORRT says which of the two, FAKE_RECORD is the file written to, FAKE_ERROR is what a build
logs and fails with, if it is there; with FAKE_NO_GPU there is no builder, with FAKE_CRASH a build
ends the process. A calibrator's exception counts as the end of the data, as in TensorRT. A model is a text file with
a line for each input and layer: its kind, its name in hexadecimal, and a layer's outputs likewise.
"""

import enum
import os

MAJOR = int(os.environ["FAKE_TENSORRT"])
__version__ = {8: "8.6.1", 10: "10.6.0"}[MAJOR]


def record(*words):
    with open(os.environ["FAKE_RECORD"], "a") as file:
        file.write(" ".join(str(word) for word in words) + "\n")


def hexed(name):
    return name.encode("utf-8").hex()


def named(text):
    return bytes.fromhex(text).decode("utf-8")


def constants(title, names):
    return enum.IntEnum(title, names.split(), start=0)


DataType = constants("DataType", "FLOAT HALF INT8 INT32 BOOL UINT8 FP8 BF16 INT64 INT4")
DataType.itemsize = property(lambda self: {"HALF": 2, "BF16": 2, "FLOAT": 4, "INT32": 4, "INT64": 8}.get(self.name, 1))
BuilderFlag = constants("BuilderFlag", "FP16 INT8 OBEY_PRECISION_CONSTRAINTS GPU_FALLBACK")
TacticSource = constants("TacticSource", "CUBLAS CUBLAS_LT CUDNN")
MemoryPoolType = constants("MemoryPoolType", "WORKSPACE")
NetworkDefinitionCreationFlag = constants(
    "NetworkDefinitionCreationFlag", {8: "EXPLICIT_BATCH", 10: "UNUSED STRONGLY_TYPED"}[MAJOR]
)


class Logger:
    WARNING = 2

    def __init__(self, severity):
        pass


class ILogger:
    Severity = enum.Enum("Severity", "INTERNAL_ERROR ERROR WARNING INFO VERBOSE")

    def __init__(self):
        pass


def init_libnvinfer_plugins(logger, namespace):
    return True


class Tensor:
    dtype = DataType.FLOAT
    shape = (2, 3)

    def __init__(self, name):
        self.name = name

    def set_dynamic_range(self, least, greatest):
        record("range", hexed(self.name), "%g" % least, "%g" % greatest)
        return True


class Layer:
    def __init__(self, name, outputs):
        self.name = name
        self.outputs = outputs
        self.num_outputs = len(outputs)

    def get_output(self, index):
        return self.outputs[index]

    @property
    def precision(self):
        return DataType.FLOAT

    @precision.setter
    def precision(self, precision):
        record("precision", hexed(self.name), precision.name)

    def set_output_type(self, index, data_type):
        record("output_type", hexed(self.name), index, data_type.name)


class Network:
    def __init__(self):
        self.inputs = []
        self.layers = []
        self.marked = []

    num_inputs = property(lambda self: len(self.inputs))
    num_layers = property(lambda self: len(self.layers))
    num_outputs = property(lambda self: len(self.marked))

    def get_input(self, index):
        return self.inputs[index]

    def get_layer(self, index):
        return self.layers[index]

    def get_output(self, index):
        return self.marked[index]

    def unmark_output(self, tensor):
        self.marked.remove(tensor)
        record("unmark", hexed(tensor.name))

    def mark_output(self, tensor):
        self.marked.append(tensor)
        record("mark", hexed(tensor.name))

    def load(self, path):
        with open(path) as file:
            for kind, name, *outputs in (line.split() for line in file):
                if kind == "input":
                    self.inputs.append(Tensor(named(name)))
                else:
                    self.layers.append(Layer(named(name), [Tensor(named(o)) for o in outputs]))
        self.marked = [self.layers[-1].outputs[0]]


class OnnxParser:
    num_errors = 0

    def __init__(self, network, logger):
        self.network = network

    def parse_from_file(self, path):
        self.network.load(path)
        return True


class Profile:
    def set_shape(self, name, least, usual, greatest):
        for which, shape in (("MIN", least), ("OPT", usual), ("MAX", greatest)):
            record("shape", hexed(name), which, "x".join(str(d) for d in shape))


class Config:
    int8_calibrator = None

    def set_flag(self, flag):
        record("flag", flag.name)

    def set_memory_pool_limit(self, pool, size):
        record("pool", pool.name, size)

    @property
    def builder_optimization_level(self):
        return 3

    @builder_optimization_level.setter
    def builder_optimization_level(self, level):
        record("level", level)

    def set_tactic_sources(self, bits):
        record("tactics", bits)
        return True

    def add_optimization_profile(self, profile):
        record("profile")
        return 0

    def set_calibration_profile(self, profile):
        record("calibration_profile")
        return True


class IInt8EntropyCalibrator2:
    kind = "IInt8EntropyCalibrator2"

    def __init__(self):
        pass


class IInt8LegacyCalibrator(IInt8EntropyCalibrator2):
    kind = "IInt8LegacyCalibrator"


class Builder:
    def __init__(self, logger):
        if "FAKE_NO_GPU" in os.environ:
            raise TypeError("pybind11::init(): factory function returned nullptr")
        self.logger = logger

    def create_network(self, flags):
        record("network", flags)
        return Network()

    def create_builder_config(self):
        return Config()

    def create_optimization_profile(self):
        return Profile()

    def build_serialized_network(self, network, config):
        if "FAKE_CRASH" in os.environ:
            os.abort()
        calibrator = config.int8_calibrator
        if calibrator is not None:
            cache = calibrator.read_calibration_cache()
            batches = self.batches(network, calibrator) if cache is None else 0
            record("calibrator", calibrator.kind, "batch" if batches else "none")
            record("cache", "none" if cache is None else cache.hex())
        if "FAKE_ERROR" in os.environ:
            self.logger.log(ILogger.Severity.ERROR, os.environ["FAKE_ERROR"])
            return None
        return b"plan"

    def batches(self, network, calibrator):
        """How many batches are handed over."""
        count = 0
        try:
            while calibrator.get_batch([tensor.name for tensor in network.inputs]) is not None:
                count += 1
        except Exception as error:
            print("[ERROR] Exception caught in get_batch(): " + str(error))
        return count
