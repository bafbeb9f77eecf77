"""The phrases of Spanish as it is spoken in the United States. Written by a machine; they wait for review by somebody who
grew up with the language.
"""

from ivr.checking.phrasebook import listed, phrases
from ivr.checking.wordlists.wordlist import Wordlist

_DIGITS = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_KEYS = (*"0123456789*#", *_DIGITS, "asterisco", "numeral", "estrella", "gato", "almohadilla")

SPANISH = Wordlist(
    key_first=phrases(
        "oprima|presione|marque|pulse|apriete|toque|digite|teclee [usted] [la|el] [tecla|número|botón] <key> para|si|por",
        keys=_KEYS,
    ),
    leads=frozenset({"para", "si", "por"}),
    banned=phrases(
        "su|tu llamada es [muy] importante",
        "valoramos su|tu llamada|tiempo",
        "escuche [con] [mucha] atención|atentamente|cuidadosamente|detenidamente",
        "preste atención",
        "opciones|menú|menús han|ha cambiado",
        "opciones|menú ... han|ha cambiado",
        "opciones cambiaron",
        "menú cambió",
        "alto|gran|mayor volumen de llamadas",
        "volumen [de] [llamadas] [inusualmente|más] alto|elevado",
        "para servirle|atenderle mejor",
        "estimado|estimada|apreciado|apreciada cliente|clienta",
        "sabía [usted] que",
        "oferta|ofertas|precio|precios especial|especiales|exclusiva|exclusivas|limitada",
        "tiempo limitado",
        "promoción|promociones|promocional|promocionales",
        "aproveche ... oferta|ofertas|descuento|descuentos|oportunidad",
        "ahorre hasta",
        "pregunte por nuestras|nuestros nuevas|nuevos|ofertas|planes",
    ),
    jargon={
        "oprimir": phrases(
            "marque|disque|digite|teclee|toque|apriete|hunda|pique [la|el] [tecla|número|botón] <key>",
            keys=_KEYS,
        ),
        "ingresar": phrases(
            "marque|disque|digite|teclee|tipee su|el|los|las ... número|cuenta|código|clave|pin|dígitos|cifras",
            "digítelo|tecléelo|márquelo|dígitelo",
        ),
        "teclado": phrases("tonos de marcación", "marcación por tonos", "dtmf"),
        "terminar la llamada": phrases(
            "desconectar|desconecte|desconectaremos|cortar|cortaremos la|esta|su llamada|línea|comunicación",
            "llamada será|ha desconectada|terminada|cortada",
            "será|va desconectado|desconectada",
        ),
        "la tecla numeral": phrases("gato|almohadilla", "tecla|signo [de] gato|almohadilla|número", "hashtag"),
        "asterisco": phrases("oprima|presione|tecla|pulse [la] [tecla] estrella"),
    },
    cards=phrases(
        "número|números|dígitos|cifras ... tarjeta",
        "tarjeta de crédito|débito",
        "vencimiento|expiración|caducidad ... tarjeta",
        "tarjeta ... vence|expira|caduca",
        "código|clave de seguridad|verificación ... tarjeta",
        "código|dígitos ... reverso|dorso",
        "cvv|cvc|cvv2",
        "número de ruta|tránsito",
        "ruta bancaria",
        "cuenta|cuentas bancaria|bancarias|corriente|corrientes",
        "cuenta de ahorros|cheques|banco",
        "cuenta ... banco",
        "seguro social",
        "iban",
    ),
    denials=frozenset({"no", "nunca", "parece", "tampoco", "ni", "sin"}),
    legal=phrases(
        "llamada|llamadas|conversación puede|pueden|podría|podrían|será|serán|es|son|está|están [ser] [siendo] "
        "grabada|grabadas|monitoreada|monitoreadas|supervisada",
        "grabamos|grabaremos|monitoreamos [todas] [su|sus|esta|las|la] llamada|llamadas|conversación",
        "llamada se graba|grabará",
        "usted autoriza|acepta|consiente|permite",
        "autoriza|acepta|consiente [usted] a|que|el|un|los|recibir",
        "autorizo|acepto|consiento",
        "su autorización|consentimiento",
        "da|dar [usted] su permiso|consentimiento|autorización",
    ),
    whereabouts=listed(
        "en arriba abajo debajo sobre encima junto donde impreso impresa aparece desde parte encuentra búsquelo búsquela",
        "encontrará viene está del cuando",
    ),
    little=listed(
        "a al de del el la los las un una en con por para o y e si es su sus usted nuestro nuestra que este esta lo le se",
        "oprima usar escuchar hablar saber sobre otra otro",
    ),
    money=frozenset({"factura", "facturas", "facturación", "cuenta", "cuentas", "pago", "pagos", "cobros"}),
    paying=listed(
        "pagar pagará pagaremos pagando paga pagas pague pago pagos abonar abonará cobrar cobrará cobraremos cobrarán cobra cobro",
        "cargar cargará cargaremos cargo cargos debitar debitará debitaremos débito autoriza autorizar acepta aceptar",
    ),
)
