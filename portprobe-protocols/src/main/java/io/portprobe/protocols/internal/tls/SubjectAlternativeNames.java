package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.internal.text.PeerText;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The subject alternative names of a certificate (RFC 5280 section 4.2.1.6), with their kinds. */
final class SubjectAlternativeNames {
  /** Kinds by GeneralName tag, as X509Certificate.getSubjectAlternativeNames returns them. */
  private static final List<String> KINDS =
      List.of("other", "email", "DNS", "X400", "DN", "EDI", "URI", "IP", "OID");

  private SubjectAlternativeNames() {}

  /** Returns the names in their order; none if the extension is missing or malformed. */
  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    for (List<?> name : parse(certificate)) {
      if (name.size() >= 2 && name.get(0) instanceof Integer kind) {
        names.add(kindOf(kind) + ':' + textOf(name.get(1)));
      }
    }
    return List.copyOf(names);
  }

  private static Collection<List<?>> parse(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of(); // TlsSummary.names() documents this: the rest of the summary stays valid
    }
  }

  private static String kindOf(int kind) {
    return kind >= 0 && kind < KINDS.size() ? KINDS.get(kind) : "kind " + kind;
  }

  private static String textOf(Object name) {
    return name instanceof byte[] der ? PeerText.decode(der) : String.valueOf(name);
  }
}
