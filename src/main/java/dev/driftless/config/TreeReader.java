package dev.driftless.config;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Tree.ScalarType;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML or JSON document, strictly: duplicate keys and a second document are errors. Plain scalars follow the
 * core schema of YAML 1.2, so {@code True} and {@code ~} are what they look like, and {@code on}, {@code off},
 * {@code yes} and {@code no} are text (Go's YAML takes them for booleans). An empty YAML document is
 * {@link Tree#NOTHING}.
 *
 * <p>Never throws on what it reads: the detail of {@link Parsed.Unreadable} starts with {@code line L, column C: }.
 */
public final class TreeReader {

  private static final int DEEPEST = 100;
  private static final String TOO_DEEP = "nested deeper than " + DEEPEST + " levels";
  /** Each alias of a collection can double what is read. */
  private static final int MOST_ALIASES = 10;
  private static final LoadSettings YAML = LoadSettings.builder().setSchema(new CoreSchema())
      .setMaxAliasesForCollections(MOST_ALIASES).build();
  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private TreeReader() {}

  public static Parsed yaml(String text) {
    try {
      boundDepth(text);
      return new Parsed.Value(tree(new Load(YAML).loadFromString(text), 0));
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> place(mark.getLine() + 1, mark.getColumn() + 1)).orElse("");
      return new Parsed.Unreadable(place + e.getProblem());
    } catch (YamlEngineException e) {
      return new Parsed.Unreadable(firstLine(e.getMessage()));
    }
  }

  /** The loader recurses, and would use up the stack; the parser that is its first half does not. */
  private static void boundDepth(String text) {
    int depth = 0;
    for (Event event : new Parse(YAML).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw new ParserException(TOO_DEEP, event.getStartMark());
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  public static Parsed json(String text) {
    try {
      return new Parsed.Value(tree(JSON.readValue(text, Object.class), 0));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? "" : place(at.getLineNr(), at.getColumnNr());
      return new Parsed.Unreadable(place + firstLine(e.getOriginalMessage()));
    }
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  /** @param depth bounded, because an alias can contain itself */
  private static Tree tree(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new YamlEngineException(TOO_DEEP);
    }
    return switch (value) {
      case null -> Tree.NOTHING;
      case Map<?, ?> map -> mapping(map, depth);
      case List<?> list -> sequence(list, depth);
      case Number number -> new Tree.Scalar(GoNumber.print(number.doubleValue()), ScalarType.NUMBER);
      case Boolean flag -> new Tree.Scalar(flag.toString(), ScalarType.BOOLEAN);
      default -> new Tree.Scalar(value.toString(), ScalarType.TEXT);
    };
  }

  private static Tree mapping(Map<?, ?> map, int depth) {
    Map<String, Tree> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(String.valueOf(key), tree(value, depth + 1)));
    return new Tree.Mapping(Collections.unmodifiableMap(members));
  }

  private static Tree sequence(List<?> list, int depth) {
    List<Tree> elements = new ArrayList<>(list.size());
    list.forEach(element -> elements.add(tree(element, depth + 1)));
    return new Tree.Sequence(List.copyOf(elements));
  }
}
