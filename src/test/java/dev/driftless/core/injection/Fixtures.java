package dev.driftless.core.injection;

import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.ServiceRef;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the objects and tables under {@code istio/} of the test resources. */
final class Fixtures {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Fixtures() {}

  /** The documents of a file. */
  static List<JsonNode> documents(String file) {
    InputStream stream = Fixtures.class.getResourceAsStream("/istio/" + file);
    if (stream == null) {
      throw new IllegalArgumentException("no test resource istio/" + file);
    }
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(stream)) {
      return values.readAll();
    }
  }

  static JsonNode document(String file) {
    return documents(file).getFirst();
  }

  static WebhookConfigFacts webhooks(String file) {
    JsonNode object = document(file);
    Map<String, String> labels = texts(object.at("/metadata/labels"));
    List<Webhook> webhooks = object.path("webhooks").valueStream().map(Fixtures::webhook).toList();
    return new WebhookConfigFacts(object.at("/metadata/name").asString(), labels.get("istio.io/rev"),
        Optional.ofNullable(labels.get("istio.io/tag")), webhooks);
  }

  static InjectorFacts injector(String file) {
    JsonNode object = document(file);
    return new InjectorFacts(object.at("/metadata/name").asString(), revision(object),
        parsed(object.at("/data/config").asString()), parsed(object.at("/data/values").asString()));
  }

  static List<MeshConfigFacts> meshConfigs(String file) {
    return documents(file).stream()
        .map(object -> new MeshConfigFacts(object.at("/metadata/name").asString(), revision(object),
            parsed(object.at("/data/mesh").asString())))
        .toList();
  }

  static Parsed parsed(String yaml) {
    return new Parsed.Value(tree(YAML.readTree(yaml)));
  }

  static Tree tree(JsonNode node) {
    if (node.isObject()) {
      Map<String, Tree> members = new LinkedHashMap<>();
      node.propertyStream().forEach(member -> members.put(member.getKey(), tree(member.getValue())));
      return new Tree.Mapping(members);
    }
    if (node.isArray()) {
      return new Tree.Sequence(node.valueStream().map(Fixtures::tree).toList());
    }
    if (node.isNull() || node.isMissingNode()) {
      return Tree.NOTHING;
    }
    Tree.ScalarType type = node.isNumber() ? Tree.ScalarType.NUMBER
        : node.isBoolean() ? Tree.ScalarType.BOOLEAN : Tree.ScalarType.TEXT;
    return new Tree.Scalar(node.asString(), type);
  }

  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.propertyStream().forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
    return texts;
  }

  /** Absent if the key is absent or null. */
  static Optional<String> text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value.asString());
  }

  private static String revision(JsonNode object) {
    return object.at("/metadata/labels").path("istio.io/rev").asString();
  }

  private static Webhook webhook(JsonNode node) {
    JsonNode service = node.at("/clientConfig/service");
    return new Webhook(node.path("name").asString(), selector(node.path("namespaceSelector")),
        selector(node.path("objectSelector")), !node.at("/clientConfig/caBundle").asString().isEmpty(),
        Optional.of(new ServiceRef(service.path("namespace").asString(), service.path("name").asString())));
  }

  private static LabelSelector selector(JsonNode node) {
    List<Requirement> expressions = new ArrayList<>();
    for (JsonNode expression : node.path("matchExpressions")) {
      List<String> values = expression.path("values").valueStream().map(JsonNode::asString).toList();
      expressions.add(new Requirement(expression.path("key").asString(),
          operator(expression.path("operator").asString()), values));
    }
    return new LabelSelector(texts(node.path("matchLabels")), expressions);
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      default -> throw new IllegalArgumentException("operator " + name);
    };
  }
}
