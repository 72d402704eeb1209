package dev.driftless.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A mutating webhook in this process that gives every image of a pod by a digest instead of its tag, as admission
 * controllers of registries and of supply chains do. The same image always gets the same digest.
 */
final class ImageRewriter implements AutoCloseable {

  /** After Istio's own in the order of names, in which the API server calls them. */
  static final String NAME = "zz-image-rewriter";

  private static final char[] PASSWORD = "password".toCharArray();
  private static final Duration TO_MAKE_KEY = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String caBundle;
  private final HttpsServer server;

  /** @param dir for its key */
  ImageRewriter(Path dir) {
    try {
      KeyStore key = key(dir);
      caBundle = pem(key);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context(key)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", ImageRewriter::review);
    server.start();
  }

  private static KeyStore key(Path dir) throws IOException, GeneralSecurityException {
    Path file = dir.resolve("image-rewriter.p12");
    Programs.run(dir.resolve("keytool.log"), TO_MAKE_KEY, Path.of(System.getProperty("java.home"), "bin", "keytool"),
        "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "30",
        "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", file.toString(),
        "-storepass", new String(PASSWORD));
    KeyStore key = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      key.load(in, PASSWORD);
    }
    return key;
  }

  private static String pem(KeyStore key) throws GeneralSecurityException {
    String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
        .encodeToString(key.getCertificate("server").getEncoded()) + "\n-----END CERTIFICATE-----\n";
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLContext context(KeyStore key) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(key, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Makes the API server call it for every new pod of that namespace. */
  MutatingWebhookConfiguration configuration(String namespace) {
    return new MutatingWebhookConfigurationBuilder().withNewMetadata().withName(NAME).endMetadata()
        .addNewWebhook().withName("rewrite.images.example.com").withSideEffects("None").withTimeoutSeconds(5)
        .withAdmissionReviewVersions("v1").withFailurePolicy("Fail").withReinvocationPolicy("IfNeeded")
        .withNewClientConfig().withUrl("https://localhost:" + server.getAddress().getPort() + "/")
        .withCaBundle(caBundle).endClientConfig()
        .withNewNamespaceSelector().addToMatchLabels("kubernetes.io/metadata.name", namespace).endNamespaceSelector()
        .addNewRule().withApiGroups("").withApiVersions("v1").withResources("pods").withOperations("CREATE").endRule()
        .endWebhook().build();
  }

  /** What becomes of an image. */
  static String rewritten(String image) {
    if (image.contains("@")) {
      return image;
    }
    int colon = image.lastIndexOf(':');
    String repository = colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(image.getBytes(StandardCharsets.UTF_8));
      return repository + "@sha256:" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void review(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()).path("request");
      ObjectNode review = JsonMapper.shared().createObjectNode().put("apiVersion", "admission.k8s.io/v1")
          .put("kind", "AdmissionReview");
      byte[] patch = patch(request.path("object").path("spec")).toString().getBytes(StandardCharsets.UTF_8);
      review.putObject("response").put("uid", request.path("uid").asString("")).put("allowed", true)
          .put("patchType", "JSONPatch").put("patch", Base64.getEncoder().encodeToString(patch));
      byte[] body = review.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static ArrayNode patch(JsonNode spec) {
    ArrayNode patch = JsonMapper.shared().createArrayNode();
    for (String list : List.of("initContainers", "containers")) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        patch.addObject().put("op", "replace").put("path", "/spec/" + list + "/" + i + "/image")
            .put("value", rewritten(spec.path(list).path(i).path("image").asString("")));
      }
    }
    return patch;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
