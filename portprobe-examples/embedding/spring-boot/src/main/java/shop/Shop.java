package shop;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
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
}
