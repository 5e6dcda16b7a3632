package io.portprobe.protocols.testkit;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for this machine's loopback names, made anew each time. */
final class LoopbackCertificate {
  private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");
  private static final byte DNS_NAME = (byte) 0x82;
  private static final byte IP_ADDRESS = (byte) 0x87;
  private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final char[] NO_PASSWORD = {};

  private LoopbackCertificate() {}

  /** A context whose server sockets show such a certificate. */
  static SSLContext serverContext() throws IOException {
    try {
      KeyPair keys = keys();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {certificate(keys)};
      store.setKeyEntry("loopback", keys.getPrivate(), NO_PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | CertException | LDAPException e) {
      throw new IOException("certificate for loopback", e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static Certificate certificate(KeyPair keys)
      throws CertException, LDAPException, GeneralSecurityException {
    Instant now = Instant.now();
    return X509Certificate.generateSelfSignedCertificate(
            SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
            keys,
            new DN("CN=localhost,O=portprobe test peer"),
            now.minus(Duration.ofHours(1)).toEpochMilli(),
            now.plus(Duration.ofDays(1)).toEpochMilli(),
            new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, names()))
        .toCertificate();
  }

  private static byte[] names() {
    return new ASN1Sequence(
            new ASN1OctetString(DNS_NAME, "localhost"),
            new ASN1OctetString(IP_ADDRESS, IPV4_LOOPBACK),
            new ASN1OctetString(IP_ADDRESS, IPV6_LOOPBACK))
        .encode();
  }
}
