package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A {@link DnsAnswer} whose components are the accessors of the interface. */
public record DefaultDnsAnswer(
    Transport transport,
    Optional<TlsSummary> tls,
    String rcode,
    Flags flags,
    String question,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    Optional<Edns> edns,
    Optional<Identity> identity,
    int size,
    boolean complete,
    List<String> notes)
    implements DnsAnswer {
  /**
   * Copies the lists.
   *
   * @throws NullPointerException if an argument is null
   */
  public DefaultDnsAnswer {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(rcode, "rcode");
    Objects.requireNonNull(flags, "flags");
    Objects.requireNonNull(question, "question");
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
    Objects.requireNonNull(edns, "edns");
    Objects.requireNonNull(identity, "identity");
    notes = List.copyOf(notes);
  }

  /** The EDNS parameters of a server. */
  public record DefaultEdns(int version, int payloadSize, boolean dnssecOk, Optional<String> nsid)
      implements Edns {
    /**
     * Creates the parameters.
     *
     * @throws NullPointerException if {@code nsid} is null
     */
    public DefaultEdns {
      Objects.requireNonNull(nsid, "nsid");
    }

    /** Returns the parameters on one line. */
    @Override
    public String toString() {
      String line = "version " + version + ", payload " + payloadSize + " bytes";
      return SafeText.line(nsid.map(id -> line + ", server identifier " + id).orElse(line));
    }
  }

  /** The identity texts of a server. */
  public record DefaultIdentity(Optional<String> version, Optional<String> id) implements Identity {
    /**
     * Creates the texts.
     *
     * @throws NullPointerException if an argument is null
     */
    public DefaultIdentity {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(id, "id");
    }

    /** Returns the texts on one line. */
    @Override
    public String toString() {
      return SafeText.line(
          "version.bind: " + version.orElse("none") + ", id.server: " + id.orElse("none"));
    }
  }

  /** Returns a copy with what is known only when the dialogue ends. */
  DnsAnswer with(
      Optional<TlsSummary> newTls, Optional<Identity> newIdentity, List<String> newNotes) {
    return new DefaultDnsAnswer(
        transport,
        newTls,
        rcode,
        flags,
        question,
        answers,
        authority,
        additional,
        edns,
        newIdentity,
        size,
        complete,
        newNotes);
  }

  /** Returns that the TTLs of a cache, which count down, are volatile (RFC 1035 section 3.2.1). */
  @Override
  public ServiceFacts facts() {
    return flags.authoritative()
        ? ServiceFacts.none()
        : ServiceFacts.none()
            .withVolatileComponents("answers.ttl", "authority.ttl", "additional.ttl")
            .withVolatileLines("answer: ", "authority: ", "additional: ");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(rcode + " over " + carrier() + ", " + size + " bytes");
    lines.add("flags: " + flags);
    lines.add("question: " + question);
    answers.forEach(record -> lines.add("answer: " + record));
    authority.forEach(record -> lines.add("authority: " + record));
    additional.forEach(record -> lines.add("additional: " + record));
    edns.ifPresent(parameters -> lines.add("EDNS: " + parameters));
    identity.flatMap(Identity::version).ifPresent(text -> lines.add("version.bind: " + text));
    identity.flatMap(Identity::id).ifPresent(text -> lines.add("id.server: " + text));
    tls.ifPresent(summary -> lines.addAll(summary.lines()));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  private String carrier() {
    return tls.isPresent() ? "tls" : transport.label();
  }

  /** Returns the response on one line, with the number of answers. */
  @Override
  public String toString() {
    return SafeText.line(
        question
            + ": "
            + rcode
            + " over "
            + carrier()
            + ", answers: "
            + answers.size()
            + ", "
            + size
            + " bytes");
  }
}
