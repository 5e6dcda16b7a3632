package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** SSDP (UPnP): sends a search by unicast and collects one response for each service. */
public final class Ssdp implements Protocol {
  /** Creates the plug-in, for {@link java.util.ServiceLoader}. */
  public Ssdp() {}

  @Override
  public String name() {
    return "ssdp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(1900));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SearchDialogue();
  }

  /**
   * The services of a UPnP device.
   *
   * @param names the unique service names, sorted
   */
  public record Services(List<String> names) implements Finding {
    /** Copies the names. */
    public Services {
      names = List.copyOf(names);
    }

    @Override
    public List<String> lines() {
      return names.stream().map(name -> "UPnP service: " + name).toList();
    }
  }

  private static final class SearchDialogue implements Dialogue {
    private static final byte[] SEARCH =
        ("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n"
                + "MX: 1\r\nST: ssdp:all\r\n\r\n")
            .getBytes(US_ASCII);
    private static final Duration QUIET = Duration.ofMillis(1500); // MX, and a margin
    private static final int MAX_RESPONSE = 4096; // decoding 64 KiB for each datagram costs time
    private static final int MAX_NAMES = 100;

    private final Set<String> names = new TreeSet<>();

    @Override
    public Step start() {
      return Step.send(SEARCH);
    }

    @Override
    public Step received(ByteBuffer datagram) {
      ByteBuffer head =
          datagram.slice(datagram.position(), Math.min(MAX_RESPONSE, datagram.remaining()));
      Optional<String> name = serviceName(UTF_8.decode(head).toString());
      if (name.isEmpty()) {
        return Step.await("the datagram is not a response to a search");
      }
      names.add(name.get());
      return names.size() == MAX_NAMES ? silent() : Step.more(QUIET);
    }

    private static Optional<String> serviceName(String response) {
      if (!response.startsWith("HTTP/1.1 200 OK\r\n")) {
        return Optional.empty();
      }
      return response
          .lines()
          .filter(line -> line.regionMatches(true, 0, "USN:", 0, 4))
          .map(line -> SafeText.line(line.substring(4).strip(), 200))
          .findFirst();
    }

    @Override
    public Step silent() {
      return Step.finish(new Services(List.copyOf(names)));
    }

    @Override
    public Optional<Finding> partial() {
      return names.isEmpty() ? Optional.empty() : Optional.of(new Services(List.copyOf(names)));
    }
  }
}
