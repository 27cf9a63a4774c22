# What is asked of layers:
# index, name, precision, type of each output; None where nothing was asked.
ASKED = [${asked}]

# Ranges of tensors: name, least and greatest value.
RANGES = [${ranges}]

# Tensors to make the only outputs; none means that the outputs stay as they are.
OUTPUTS = [${outputs}]


def warn(text, name):
    print("warning: " + text + " " + ascii(name), file=sys.stderr)


def data_type(name):
    """TensorRT's type of that name."""
    if not hasattr(trt.DataType, name):
        raise RuntimeError("TensorRT " + trt.__version__ + " has no type " + name)
    return getattr(trt.DataType, name)


def layers_of(network, by_name, index, name):
    """The layer at that index if it has the name, or else all layers of that name."""
    if index < network.num_layers and network.get_layer(index).name == name:
        return [network.get_layer(index)]
    return by_name.get(name, [])


def tensors_of(network):
    """All tensors by name."""
    tensors = [network.get_input(i) for i in range(network.num_inputs)]
    for i in range(network.num_layers):
        layer = network.get_layer(i)
        tensors += [layer.get_output(o) for o in range(layer.num_outputs)]
    return {tensor.name: tensor for tensor in tensors if tensor is not None}


def ask(layer, precision, types):
    """Sets the precision and the output types of one layer."""
    if precision is not None:
        layer.precision = data_type(precision)
    for output, name in enumerate(types[: layer.num_outputs]):
        if name is not None:
            layer.set_output_type(output, data_type(name))


def set_outputs(network, tensors):
    """Makes the given tensors the network's only outputs."""
    missing = [name for name in OUTPUTS if name not in tensors]
    if missing:
        raise RuntimeError("this network has no tensor " + ascii(missing[0]))
    for output in [network.get_output(i) for i in range(network.num_outputs)]:
        network.unmark_output(output)
    for name in OUTPUTS:
        network.mark_output(tensors[name])


def apply_to(network):
    """Asks of the network what is written above."""
    by_name = {}
    for i in range(network.num_layers):
        by_name.setdefault(network.get_layer(i).name, []).append(network.get_layer(i))
    for index, name, precision, types in ASKED:
        layers = layers_of(network, by_name, index, name)
        for layer in layers:
            ask(layer, precision, types)
        if not layers:
            warn("this network has no layer", name)
    tensors = tensors_of(network) if RANGES or OUTPUTS else {}
    for name, least, greatest in RANGES:
        if name not in tensors:
            warn("this network has no tensor", name)
        elif not tensors[name].set_dynamic_range(least, greatest):
            raise RuntimeError("TensorRT takes no such range for " + ascii(name))
    if OUTPUTS:
        set_outputs(network, tensors)
