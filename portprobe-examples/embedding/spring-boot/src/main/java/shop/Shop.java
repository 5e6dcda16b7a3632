package shop;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application that depends on other ports. */
@SpringBootApplication
@RestController
public class Shop {
  private final ProbeClient client;

  Shop(ProbeClient client) {
    this.client = client;
  }

  /** Starts the application. */
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  /** The mail server, which is down in this example. */
  @Bean
  static PortProbe mail(ProbeClient client) {
    return client.tcp("127.0.0.1", 1);
  }

  /** The state of the mail server. */
  @GetMapping("/")
  public String state() {
    return client.tcp("127.0.0.1", 1).state().join().description();
  }

  /**
   * The protocols that a client finds on a thread of the common pool, whose context class loader
   * sees no nested jar of this application.
   */
  @GetMapping("/protocols")
  public Set<String> protocols() {
    return CompletableFuture.supplyAsync(Shop::protocolsOfNewClient).join();
  }

  private static Set<String> protocolsOfNewClient() {
    try (ProbeClient created = ProbeClient.create()) {
      return created.protocols();
    }
  }
}
