${heading}
import sys

import tensorrt as trt

${network}

def postprocess(network):
    """Called by Polygraphy once the model has been parsed."""
    apply_to(network)
