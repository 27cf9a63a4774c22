package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.graph.KernelDoubt;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.ScaleCopyGroup;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A network with its analyses as JSON. */
final class NetworkJson {
  private final JsonGenerator json;
  private final NetworkGraph graph;
  private final Texts texts;

  private NetworkJson(JsonGenerator json, NetworkGraph graph, Texts texts) {
    this.json = json;
    this.graph = graph;
    this.texts = texts;
  }

  static String of(String file, NetworkGraph graph, Texts texts) {
    return JsonText.object(json -> new NetworkJson(json, graph, texts).write(file));
  }

  private void write(String file) throws IOException {
    Network network = graph.network();
    json.writeNumberField("schemaVersion", 1);
    json.writeStringField("model", file);
    json.writeStringField("name", network.name());
    json.writeStringField("producer", network.producer());
    json.writeNumberField("irVersion", network.irVersion());
    json.writeObjectFieldStart("opsets");
    for (Map.Entry<String, Long> opset : new TreeMap<>(network.opsets()).entrySet()) {
      json.writeNumberField(opset.getKey(), opset.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("weightBytes", network.weightBytes());
    names("inputs", network.inputs());
    names("outputs", network.outputs());
    Set<Layer> index = new HashSet<>(graph.indexLayers());
    JsonText.list(json, "layers", network.layers(), l -> layer(l, index.contains(l)));
    JsonText.list(json, "tensors", network.tensors().values(), this::tensor);
    JsonText.list(json, "scaleCopyGroups", graph.scaleCopyGroups(), this::group);
    JsonText.list(json, "int8KernelDoubts", graph.int8KernelDoubts(), this::doubt);
  }

  private void names(String field, List<TensorName> names) throws IOException {
    JsonText.list(json, field, names, name -> json.writeString(name.value()));
  }

  private void layer(Layer layer, boolean computesIndices) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", layer.index());
    json.writeStringField("name", layer.name().value());
    json.writeStringField("operator", layer.operator());
    json.writeStringField("domain", layer.domain());
    json.writeStringField("scope", layer.scope());
    json.writeBooleanField("computesIndices", computesIndices);
    names("inputs", layer.inputs());
    names("outputs", layer.outputs());
    json.writeEndObject();
  }

  private void tensor(Tensor tensor) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", tensor.name().value());
    json.writeStringField("type", tensor.type().tag());
    if (tensor.shape().isPresent()) {
      JsonText.list(json, "shape", tensor.shape().orElseThrow(), d -> json.writeNumber(d));
    } else {
      json.writeNullField("shape");
    }
    json.writeStringField("kind", tensor.kind().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("needsScale", !graph.needsNoScale(tensor.name()));
    json.writeEndObject();
  }

  private void group(ScaleCopyGroup group) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", group.source().value());
    names("tensors", group.tensors());
    JsonText.list(json, "layers", group.layers(), l -> json.writeString(l.name().value()));
    json.writeEndObject();
  }

  private void doubt(KernelDoubt doubt) throws IOException {
    json.writeStartObject();
    json.writeStringField("layer", doubt.layer().name().value());
    json.writeStringField("operator", doubt.layer().operator());
    json.writeNumberField("probability", doubt.probability());
    json.writeStringField("reason", texts.render(doubt.reason()));
    json.writeEndObject();
  }
}
