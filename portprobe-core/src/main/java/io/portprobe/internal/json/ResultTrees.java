package io.portprobe.internal.json;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.IcmpError;
import io.portprobe.JsonResult;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyReport;
import io.portprobe.Transport;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.TlsInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of probes and scans as trees, in the form that {@code result.schema.json} describes.
 * A tree is unmodifiable and has a limited size. Confined to the calling thread.
 */
public final class ResultTrees {
  private final TreeBuilder builder = new TreeBuilder();

  private ResultTrees() {}

  /** Returns the report of a probe as a tree. */
  public static Map<String, @Nullable Object> of(ProbeReport report) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.report(report));
  }

  /** Returns an attempt as a tree. */
  public static Map<String, @Nullable Object> of(Attempt attempt) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.attempt(attempt));
  }

  /** Returns the report of a dialogue as a tree. */
  public static Map<String, @Nullable Object> of(DialogueReport dialogue) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.dialogue(dialogue));
  }

  /** Returns the report of a proxy as a tree. */
  public static Map<String, @Nullable Object> of(ProxyReport report) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.proxyReport(report));
  }

  /** Returns a result of a scan as a tree. */
  public static Map<String, @Nullable Object> of(ScanResult result) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.scanResult(result));
  }

  /** Returns the summary of a scan as a tree. */
  public static Map<String, @Nullable Object> of(ScanSummary summary) {
    ResultTrees trees = new ResultTrees();
    return trees.bounded(trees.scanSummary(summary));
  }

  /**
   * Returns a record as the map of its components, and another finding as the map of its lines.
   *
   * @throws UnsupportedOperationException if the result is neither
   */
  public static Map<String, @Nullable Object> ofComponents(JsonResult result) {
    return new ResultTrees().builder.components(result);
  }

  private Map<String, @Nullable Object> bounded(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> bounded = new LinkedHashMap<>(tree);
    bounded.put("truncated", builder.truncated());
    return Collections.unmodifiableMap(bounded);
  }

  private Map<String, @Nullable Object> report(ProbeReport report) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "state", report.state());
    put(map, "reason", report.reason());
    put(map, "endpoint", report.endpoint());
    put(map, "started", report.started());
    put(map, "elapsed", report.elapsed());
    put(map, "agrees", report.agrees());
    put(map, "addresses", report.addresses());
    put(map, "resolutionTime", report.resolutionTime());
    put(map, "resolutionNotes", report.resolutionNotes());
    put(map, "omissions", report.omissions());
    map.put("attempts", report.attempts().stream().map(this::attempt).toList());
    map.put("earlierTries", report.earlierTries().stream().map(this::report).toList());
    return map;
  }

  private Map<String, @Nullable Object> attempt(Attempt attempt) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "state", attempt.state());
    put(map, "reason", attempt.reason());
    put(map, "remote", attempt.remote());
    put(map, "local", attempt.local());
    put(map, "evidence", attempt.evidence());
    map.put("icmp", attempt.icmp().map(this::icmp).orElse(null));
    put(map, "started", attempt.started());
    put(map, "elapsed", attempt.elapsed());
    put(map, "sent", attempt.sent());
    put(map, "closedAfter", attempt.closedAfter());
    put(map, "firstBytes", attempt.firstBytes());
    map.put("dialogue", attempt.dialogue().map(this::dialogue).orElse(null));
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> icmp(IcmpError icmp) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "version", icmp.version());
    put(map, "type", icmp.type());
    put(map, "code", icmp.code());
    put(map, "sender", icmp.sender());
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> dialogue(DialogueReport dialogue) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "protocol", dialogue.protocol());
    put(map, "outcome", dialogue.outcome());
    put(map, "cause", dialogue.cause());
    put(map, "note", dialogue.note());
    put(map, "bytesSent", dialogue.bytesSent());
    put(map, "bytesReceived", dialogue.bytesReceived());
    put(map, "failure", dialogue.failure());
    map.put("tls", dialogue.tls().stream().map(this::tls).toList());
    put(map, "tlsFirst", dialogue.tlsFirst());
    put(map, "firstBytes", dialogue.firstBytes());
    map.put("finding", dialogue.finding().map(builder::components).orElse(null));
    map.put("facts", dialogue.finding().map(this::facts).orElse(null));
    return Collections.unmodifiableMap(map);
  }

  /** Returns what findings of all protocols have in common. */
  private @Nullable Map<String, @Nullable Object> facts(Finding finding) {
    ServiceFacts facts;
    try {
      facts = finding.facts();
    } catch (Throwable e) { // the code of a plug-in; affects only these facts
      return Map.of("failure", String.valueOf(builder.value(e.toString())));
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "service", facts.service());
    put(map, "product", facts.product());
    put(map, "version", facts.version());
    put(map, "operatingSystem", facts.operatingSystem());
    put(map, "volatileComponents", facts.volatileComponents().stream().sorted().toList());
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> tls(TlsInfo tls) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "complete", tls.complete());
    put(map, "version", tls.version());
    put(map, "cipherSuite", tls.cipherSuite());
    put(map, "certificates", tls.certificates());
    put(map, "untrustedReason", tls.untrustedReason());
    put(map, "alpn", tls.alpn());
    put(map, "alpnOffered", tls.alpnOffered());
    put(map, "versionsOffered", tls.versionsOffered());
    put(map, "serverName", tls.serverName());
    put(map, "clientCertificateRequested", tls.clientCertificateRequested());
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> scanResult(ScanResult result) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "state", result.state());
    put(map, "reason", result.reason());
    map.put("endpoint", endpoint(result.transport(), result.host(), result.port()));
    put(map, "remote", result.remote());
    put(map, "failure", result.failure());
    put(map, "evidence", result.evidence());
    put(map, "elapsed", result.elapsed());
    put(map, "sends", result.sends());
    map.put("report", result.report().map(this::report).orElse(null));
    return map;
  }

  /** Returns an endpoint whose host may be invalid. */
  private Map<String, @Nullable Object> endpoint(Transport transport, String host, int port) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "transport", transport);
    put(map, "host", host);
    put(map, "port", port);
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> proxyReport(ProxyReport report) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "outcome", report.outcome());
    put(map, "code", report.code());
    put(map, "detail", report.detail());
    put(map, "endpoint", report.endpoint());
    map.put("proxy", report(report.proxy()));
    map.put("dialogue", report.dialogue().map(this::dialogue).orElse(null));
    return map;
  }

  private Map<String, @Nullable Object> scanSummary(ScanSummary summary) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    put(map, "ending", summary.ending());
    put(map, "complete", summary.isComplete());
    put(map, "listening", summary.listening());
    put(map, "notListening", summary.notListening());
    put(map, "filtered", summary.filtered());
    put(map, "listeningOrFiltered", summary.listeningOrFiltered());
    put(map, "failed", summary.failed());
    put(map, "probesSent", summary.probesSent());
    put(map, "started", summary.started());
    put(map, "elapsed", summary.elapsed());
    put(map, "abandoned", summary.abandoned());
    return map;
  }

  private void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    map.put(name, builder.value(value));
  }
}
