package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateKindTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      -               | {}                                                        | SIDECAR
      -               | 'defaultTemplates: []'                                    | SIDECAR
      -               | 'defaultTemplates: [sidecar]'                             | SIDECAR
      -               | 'defaultTemplates: [gateway]'                             | GATEWAY
      -               | 'defaultTemplates: [sidecar, own]'                        | CUSTOM
      -               | '{defaultTemplates: [mine], aliases: {mine: [sidecar]}}'  | SIDECAR
      -               | '{aliases: {sidecar: [own]}}'                             | CUSTOM
      sidecar         | 'defaultTemplates: [own]'                                 | SIDECAR
      gateway         | {}                                                        | GATEWAY
      ' gateway '     | {}                                                        | GATEWAY
      ''              | {}                                                        | CUSTOM
      own             | {}                                                        | CUSTOM
      waypoint        | {}                                                        | CUSTOM
      sidecar,own     | {}                                                        | CUSTOM
      gateway,sidecar | {}                                                        | CUSTOM
      mine            | 'aliases: {mine: [sidecar]}'                              | SIDECAR
      mine            | 'aliases: {mine: [sidecar, own]}'                         | CUSTOM
      mine            | 'aliases: {mine: []}'                                     | CUSTOM
      mine            | 'aliases: {mine: [yours], yours: [sidecar]}'              | CUSTOM
      'mine, none'    | 'aliases: {mine: [sidecar], none: []}'                    | SIDECAR
      """)
  void one_template_of_istio_is_known_and_all_else_is_custom(String annotation, String config, TemplateKind kind) {
    TemplateFacts template = annotation == null ? Templates.PLAIN
        : Templates.annotated(Templates.PLAIN, "inject.istio.io/templates", annotation);

    assertThat(TemplateKind.of(template, ((Parsed.Value) Fixtures.parsed(config)).tree())).isEqualTo(kind);
  }
}
