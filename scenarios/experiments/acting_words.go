package experiments

// What links are called that do something when they are followed: end a
// session, delete, leave a list, buy, vote, confirm. One line per language.
// A page too few is a smaller fault than one deletion.

var actingWords = words(
	// English
	`logout logoff signout signoff disconnect delete deletes destroy erase purge remove removes discard
	 unsubscribe unfollow unregister deregister optout cancel deactivate disable revoke reset uninstall wipe
	 checkout buy purchase pay payment payments donate refund reorder addtocart
	 vote upvote downvote unlike confirm unpublish impersonate shutdown reboot`,
	// German
	`abmelden abmeldung ausloggen löschen loeschen entfernen abbestellen kündigen kuendigen kündigung stornieren
	 abbrechen kaufen bezahlen zahlen kasse bestellen spenden abstimmen bestätigen bestaetigen widerrufen
	 zurücksetzen deaktivieren`,
	// French
	`déconnexion déconnecter supprimer effacer retirer désabonner désinscrire désinscription résilier annuler
	 acheter payer paiement commander voter confirmer désactiver réinitialiser`,
	// Spanish
	`desconectar desconectarse eliminar borrar quitar desuscribir desuscribirse cancelar anular comprar
	 pagar pago votar confirmar desactivar restablecer`,
	// Portuguese
	`desconectar desligar excluir apagar remover cancelar comprar pagar pagamento votar confirmar
	 desativar redefinir`,
	// Italian
	`disconnetti disconnettiti elimina eliminare cancella cancellare rimuovi rimuovere disiscriviti annulla
	 annullare compra acquista acquistare paga pagare vota votare conferma confermare disattiva`,
	// Dutch
	`uitloggen afmelden verwijderen verwijder uitschrijven opzeggen annuleren kopen afrekenen betalen stemmen
	 bevestigen verzenden`,
	// Danish, Norwegian, Swedish
	`logud loggut loggaut afmeld avmelden slet slett radera slette fjern afbestil avbestill annuller avbryt køb
	 kjøp köp betal betala stem rösta bekræft bekreft bekräfta avsluta`,
	// Finnish
	`poista peruuta osta maksa äänestä vahvista`,
	// Polish, Czech, Slovak
	`wyloguj usuń skasuj wypisz anuluj kup zapłać głosuj potwierdź odhlásit odhlásiť smazat zmazať odstranit
	 odstrániť zrušit zrušiť koupit kúpiť zaplatit zaplatiť hlasovat potvrdit potvrdiť`,
	// Hungarian, Romanian
	`kijelentkezés kilépés törlés törlése leiratkozás lemondás vásárlás fizetés megerősítés deconectare șterge
	 elimină anulează cumpără plătește confirmă`,
	// Turkish
	`çıkış kaldır iptal öde onayla`,
	// Russian, Ukrainian
	`выйти выход удалить стереть отписаться отменить отмена купить оплатить голосовать подтвердить вийти вихід
	 видалити відписатися скасувати купити оплатити підтвердити`,
	// Greek
	`αποσύνδεση διαγραφή ακύρωση αγορά πληρωμή`,
)

// actingAlone are words of many meanings. They count where they are all that a
// link's text, or the end of its path, says: "Like", /comments/7/like, but not
// "What it is like".
var actingAlone = words(
	`like order ban block flag accept approve decline reject submit send publish subscribe restart exit
	 quit leave join follow
	 absenden senden envoyer enviar invia verzenden salir sair esci sil`,
)

var actingPhrases = phrases(
	"log out", "log off", "sign out", "sign off", "opt out", "check out", "add to cart", "add to basket", "cart add",
	"add to bag", "close account", "place order", "switch user",
	"in den warenkorb", "zur kasse", "konto schließen",
	"se déconnecter", "ajouter au panier", "fermer le compte",
	"cerrar sesión", "darse de baja", "añadir al carrito", "finalizar compra",
	"terminar sessão", "encerrar sessão", "adicionar ao carrinho",
	"aggiungi al carrello", "chiudi sessione",
	"in winkelwagen", "log uit", "log ud", "logg ut", "logga ut", "ta bort", "meld af",
	"kirjaudu ulos", "wyloguj się", "do koszyka", "do košíku", "oturumu kapat", "satın al",
)

// actingRoots are found anywhere: words run together in paths, and scripts
// that set no spaces.
var actingRoots = phrases(
	"logout", "signout", "logoff", "signoff", "unsubscribe", "deleteaccount", "addtocart",
	"ログアウト", "サインアウト", "削除", "退会", "解約", "購入", "注文", "支払", "キャンセル",
	"退出", "登出", "注销", "登錄出", "删除", "刪除", "购买", "購買", "支付", "付款", "取消", "退订", "退訂",
	"로그아웃", "삭제", "구매", "결제", "취소", "탈퇴",
	"تسجيل الخروج", "حذف", "شراء", "התנתק", "מחק",
)

func phrases(list ...string) []string {
	for i := range list {
		list[i] = fold(list[i])
	}
	return list
}
