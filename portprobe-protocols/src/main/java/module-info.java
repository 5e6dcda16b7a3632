/**
 * Protocol plug-ins for portprobe: name, directory and file services, web, mail, databases, message
 * brokers, remote access and others. Each exported package has the options and findings of one
 * protocol or of a few related ones; {@code io.portprobe.protocols.ntlm} has a part that several
 * findings share. The protocols themselves are services of {@link io.portprobe.spi.Protocol}.
 */
// The libraries that read and write messages are relocated into this module when the jar is packed,
// and need the JDK's modules below.
module io.portprobe.protocols {
  requires static transitive org.jspecify;
  requires transitive io.portprobe;
  requires java.logging;
  requires static java.naming;
  requires static java.security.sasl;

  exports io.portprobe.protocols.adws;
  exports io.portprobe.protocols.dns;
  exports io.portprobe.protocols.domain;
  exports io.portprobe.protocols.domain.report;
  exports io.portprobe.protocols.greeting;
  exports io.portprobe.protocols.http;
  exports io.portprobe.protocols.http2;
  exports io.portprobe.protocols.ike;
  exports io.portprobe.protocols.kerberos;
  exports io.portprobe.protocols.l2tp;
  exports io.portprobe.protocols.ldap;
  exports io.portprobe.protocols.msrpc;
  exports io.portprobe.protocols.msrpc.reachability;
  exports io.portprobe.protocols.mssql;
  exports io.portprobe.protocols.netbios;
  exports io.portprobe.protocols.ntlm;
  exports io.portprobe.protocols.ntp;
  exports io.portprobe.protocols.queue;
  exports io.portprobe.protocols.quic;
  exports io.portprobe.protocols.radius;
  exports io.portprobe.protocols.rdp;
  exports io.portprobe.protocols.rsync;
  exports io.portprobe.protocols.simple;
  exports io.portprobe.protocols.sip;
  exports io.portprobe.protocols.smb;
  exports io.portprobe.protocols.snmp;
  exports io.portprobe.protocols.socks;
  exports io.portprobe.protocols.sql;
  exports io.portprobe.protocols.ssh;
  exports io.portprobe.protocols.store;
  exports io.portprobe.protocols.stun;
  exports io.portprobe.protocols.sunrpc;
  exports io.portprobe.protocols.telnet;
  exports io.portprobe.protocols.tftp;
  exports io.portprobe.protocols.tls;
  exports io.portprobe.protocols.vnc;
  exports io.portprobe.protocols.winrm;

  // JSON mappers and contracts read the components of the findings by reflection.
  opens io.portprobe.protocols.internal.adws;
  opens io.portprobe.protocols.internal.dns;
  opens io.portprobe.protocols.internal.domain;
  opens io.portprobe.protocols.internal.greeting;
  opens io.portprobe.protocols.internal.http;
  opens io.portprobe.protocols.internal.http2;
  opens io.portprobe.protocols.internal.ike;
  opens io.portprobe.protocols.internal.kerberos;
  opens io.portprobe.protocols.internal.l2tp;
  opens io.portprobe.protocols.internal.ldap;
  opens io.portprobe.protocols.internal.msrpc;
  opens io.portprobe.protocols.internal.mssql;
  opens io.portprobe.protocols.internal.netbios;
  opens io.portprobe.protocols.internal.ntlm;
  opens io.portprobe.protocols.internal.ntp;
  opens io.portprobe.protocols.internal.queue;
  opens io.portprobe.protocols.internal.quic;
  opens io.portprobe.protocols.internal.radius;
  opens io.portprobe.protocols.internal.rdp;
  opens io.portprobe.protocols.internal.rsync;
  opens io.portprobe.protocols.internal.simple;
  opens io.portprobe.protocols.internal.sip;
  opens io.portprobe.protocols.internal.smb;
  opens io.portprobe.protocols.internal.snmp;
  opens io.portprobe.protocols.internal.socks;
  opens io.portprobe.protocols.internal.sql;
  opens io.portprobe.protocols.internal.ssh;
  opens io.portprobe.protocols.internal.store;
  opens io.portprobe.protocols.internal.stun;
  opens io.portprobe.protocols.internal.sunrpc;
  opens io.portprobe.protocols.internal.telnet;
  opens io.portprobe.protocols.internal.tftp;
  opens io.portprobe.protocols.internal.tls;
  opens io.portprobe.protocols.internal.vnc;
  opens io.portprobe.protocols.internal.winrm;

  provides io.portprobe.spi.Protocol with
      io.portprobe.protocols.internal.adws.AdwsProtocol,
      io.portprobe.protocols.internal.dns.DnsProtocol,
      io.portprobe.protocols.internal.dns.LlmnrProtocol,
      io.portprobe.protocols.internal.dns.MdnsProtocol,
      io.portprobe.protocols.internal.greeting.FtpProtocol,
      io.portprobe.protocols.internal.greeting.ImapProtocol,
      io.portprobe.protocols.internal.greeting.NntpProtocol,
      io.portprobe.protocols.internal.greeting.Pop3Protocol,
      io.portprobe.protocols.internal.greeting.SmtpProtocol,
      io.portprobe.protocols.internal.http.HttpProtocol,
      io.portprobe.protocols.internal.http.HttpProxyProtocol,
      io.portprobe.protocols.internal.http.WebSocketProtocol,
      io.portprobe.protocols.internal.http2.GrpcProtocol,
      io.portprobe.protocols.internal.http2.Http2Protocol,
      io.portprobe.protocols.internal.ike.IkeProtocol,
      io.portprobe.protocols.internal.kerberos.KerberosProtocol,
      io.portprobe.protocols.internal.kerberos.KpasswdProtocol,
      io.portprobe.protocols.internal.l2tp.L2tpProtocol,
      io.portprobe.protocols.internal.ldap.LdapProtocol,
      io.portprobe.protocols.internal.msrpc.MsRpcProtocol,
      io.portprobe.protocols.internal.mssql.MsSqlBrowserProtocol,
      io.portprobe.protocols.internal.mssql.MsSqlProtocol,
      io.portprobe.protocols.internal.netbios.NetBiosProtocol,
      io.portprobe.protocols.internal.ntp.NtpProtocol,
      io.portprobe.protocols.internal.queue.AmqpProtocol,
      io.portprobe.protocols.internal.queue.KafkaProtocol,
      io.portprobe.protocols.internal.queue.MqttProtocol,
      io.portprobe.protocols.internal.quic.QuicProtocol,
      io.portprobe.protocols.internal.radius.RadiusProtocol,
      io.portprobe.protocols.internal.rdp.RdpProtocol,
      io.portprobe.protocols.internal.rsync.RsyncProtocol,
      io.portprobe.protocols.internal.simple.ChargenProtocol,
      io.portprobe.protocols.internal.simple.DaytimeProtocol,
      io.portprobe.protocols.internal.simple.DiscardProtocol,
      io.portprobe.protocols.internal.simple.EchoProtocol,
      io.portprobe.protocols.internal.simple.FingerProtocol,
      io.portprobe.protocols.internal.simple.IdentProtocol,
      io.portprobe.protocols.internal.simple.QotdProtocol,
      io.portprobe.protocols.internal.simple.SyslogProtocol,
      io.portprobe.protocols.internal.simple.TimeProtocol,
      io.portprobe.protocols.internal.sip.SipProtocol,
      io.portprobe.protocols.internal.smb.SmbProtocol,
      io.portprobe.protocols.internal.snmp.SnmpProtocol,
      io.portprobe.protocols.internal.socks.SocksProtocol,
      io.portprobe.protocols.internal.sql.MySqlProtocol,
      io.portprobe.protocols.internal.sql.PostgreSqlProtocol,
      io.portprobe.protocols.internal.ssh.SshProtocol,
      io.portprobe.protocols.internal.store.CassandraProtocol,
      io.portprobe.protocols.internal.store.MemcachedProtocol,
      io.portprobe.protocols.internal.store.MongoDbProtocol,
      io.portprobe.protocols.internal.store.RedisProtocol,
      io.portprobe.protocols.internal.store.ZooKeeperProtocol,
      io.portprobe.protocols.internal.stun.StunProtocol,
      io.portprobe.protocols.internal.sunrpc.MountdProtocol,
      io.portprobe.protocols.internal.sunrpc.NfsProtocol,
      io.portprobe.protocols.internal.sunrpc.RpcBindProtocol,
      io.portprobe.protocols.internal.telnet.TelnetProtocol,
      io.portprobe.protocols.internal.tftp.TftpProtocol,
      io.portprobe.protocols.internal.tls.TlsProtocol,
      io.portprobe.protocols.internal.vnc.VncProtocol,
      io.portprobe.protocols.internal.winrm.WinRmProtocol;
}
