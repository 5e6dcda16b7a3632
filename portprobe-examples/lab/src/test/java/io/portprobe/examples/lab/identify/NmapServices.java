package io.portprobe.examples.lab.identify;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.examples.lab.Tool;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The services that {@code nmap -sV} names. */
final class NmapServices {
  /**
   * A name on the evidence of a response. A name that nmap takes from the port number is none.
   *
   * @param tls whether TLS comes first
   */
  record Named(String name, boolean tls) {}

  private NmapServices() {}

  /** Identifies the services of endpoints, of all hosts at the same time. */
  static Map<Endpoint, Named> of(List<Endpoint> endpoints) {
    Map<String, List<Endpoint>> byHost =
        endpoints.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.transport() + " " + each.host(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<CompletableFuture<Map<Endpoint, Named>>> runs = new ArrayList<>();
    byHost
        .values()
        .forEach(
            of ->
                runs.add(
                    CompletableFuture.supplyAsync(
                        () -> ofHost(of), task -> new Thread(task, "nmap").start())));
    Map<Endpoint, Named> all = new HashMap<>();
    runs.forEach(run -> all.putAll(run.join()));
    return all;
  }

  private static Map<Endpoint, Named> ofHost(List<Endpoint> endpoints) {
    Endpoint first = endpoints.get(0);
    String ports =
        endpoints.stream()
            .map(each -> String.valueOf(each.port()))
            .collect(Collectors.joining(","));
    List<String> xml =
        Tool.run(
            "nmap",
            "-n",
            "-Pn",
            first.transport() == Transport.UDP ? "-sU" : "-sT",
            "-sV",
            "-p" + ports,
            "-oX",
            "-",
            first.host());
    return parsed(String.join("\n", xml), first);
  }

  private static Map<Endpoint, Named> parsed(String xml, Endpoint first) {
    Map<Endpoint, Named> named = new HashMap<>();
    NodeList services;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      services =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
              .getElementsByTagName("service");
    } catch (Exception e) {
      throw new IllegalStateException("nmap printed no XML: " + xml, e);
    }
    for (int i = 0; i < services.getLength(); i++) {
      Element service = (Element) services.item(i);
      Element port = (Element) service.getParentNode();
      String name = service.getAttribute("name").toLowerCase(Locale.ROOT);
      if (service.getAttribute("method").equals("probed")
          && !name.equals("unknown")
          && !name.equals("tcpwrapped")) {
        named.put(
            new Endpoint(
                first.transport(), first.host(), Integer.parseInt(port.getAttribute("portid"))),
            new Named(name, service.getAttribute("tunnel").equals("ssl")));
      }
    }
    return named;
  }
}
