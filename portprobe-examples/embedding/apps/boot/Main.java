import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application of Spring Boot, with Tomcat or with Netty. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class Main {
  /** Answers the request. */
  @GetMapping("/")
  public String hello() {
    return "hello";
  }

  /** Runs the application, requests a page, and probes. */
  public static void main(String[] args) throws Exception {
    SpringApplication application = new SpringApplication(Main.class);
    try (ConfigurableApplicationContext context =
        application.run("--server.port=0", "--server.address=127.0.0.1")) {
      URI page =
          URI.create(
              "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
      String body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
              .body();
      if (!body.equals("hello") || !LoggerFactory.getLogger("app").isInfoEnabled()) {
        throw new AssertionError("page: " + body + ", or the application cannot log");
      }
      System.out.println("job: " + body);
      Probes.run(args);
    }
    System.exit(0);
  }
}
