// SPDX-License-Identifier: Apache-2.0
// Makes DavMail's AutoDiscoverMethod and HttpClientAdapter, unmodified, answer for one URL: DavMail has no search of its own.
import davmail.Settings;
import davmail.exchange.ews.AutoDiscoverMethod;
import davmail.http.HttpClientAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.log4j.Level;
import org.apache.log4j.LogManager;
import org.codehaus.jettison.json.JSONException;
import org.codehaus.jettison.json.JSONObject;

public class Adapter {
    private static final int LIMIT_S = 22;   // longer than the client waits, shorter than the driver's patience

    // Java reads no PEM: the world's authority becomes the key store that is the default one.
    private static void trust(Path bundle) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (var in = Files.newInputStream(bundle)) {
            for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                keys.setCertificateEntry(String.valueOf(keys.size()), authority);
            }
        }
        Path store = Path.of(System.getenv("HOME"), "authorities.p12");
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, "changeit".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    }

    private static JSONObject reply(String outcome, String message) throws JSONException {
        return new JSONObject().put("outcome", outcome).put("message", message);
    }

    private static JSONObject discover(JSONObject request) throws Exception {
        Settings.setDefaultSettings();
        Settings.setProperty("davmail.server", "true");   // or it would ask about a bad certificate
        String address = request.getString("address");
        String url = "https://" + address.substring(address.lastIndexOf('@') + 1) + "/autodiscover/autodiscover.xml";
        var method = new AutoDiscoverMethod(url, address);
        try (var http = new HttpClientAdapter(url, request.getString("username"), request.getString("password"));
             var response = http.execute(method)) {
            int status = response.getStatusLine().getStatusCode();
            if (status != 200) return reply(status == 401 ? "auth_failed" : "not_found", "HTTP " + status);
            Object found = method.handleResponse(response);
            return found == null ? reply("not_found", "no EwsUrl") : reply("found", "").put("ews_url", found.toString());
        } catch (IOException error) {
            return reply("not_found", error.toString());
        }
    }

    private static void say(Object reply) {
        System.out.println(reply);
        System.exit(0);   // the client leaves threads behind
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLoggerRepository().setThreshold(Level.OFF);   // it logs to standard output
        var request = new JSONObject(new String(System.in.readAllBytes(), "UTF-8"));
        if (request.getInt("version") != 1) say(reply("unsupported", "this adapter speaks version 1"));
        if (!request.getString("command").equals("discover") || !"any pox".contains(request.getString("protocol"))) say(reply("unsupported", ""));
        trust(Path.of(request.getString("ca_file")));   // before the clock runs: it takes long on a busy machine
        new Timer(true).schedule(new TimerTask() {
            @Override public void run() { say("{\"outcome\": \"error\", \"message\": \"the client was still at it, and was ended\"}"); }
        }, 1000L * Math.min(LIMIT_S, request.getInt("timeout_s")));
        try {
            say(discover(request));
        } catch (Exception error) {
            say(reply("error", error.toString()));
        }
    }
}
