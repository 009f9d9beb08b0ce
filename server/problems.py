"""Every refusal as a person reads it: status, title and detail, in their language.

The codes are stable (docs/api.md); the sentences are not.
"""

import msgspec

from server import language
from server.domain.refusal import Refusal

_ = str  # marks sentences for the catalogues


class Problem(msgspec.Struct, frozen=True):
    """What a code means: HTTP status, and title and detail as English msgids."""

    status: int
    title: str
    detail: str
    # Said to programs in place of the code that chose the sentence.
    code: str | None = None


PROBLEMS: dict[str, Problem] = {
    "unknown_key": Problem(
        404,
        _("This support key is not known"),
        _("Please check the nine digits, or ask your technician for a new key."),
    ),
    "unknown_link": Problem(
        404,
        _("This link is not known"),
        _("Please open the whole link from your message, or ask your technician for a new one."),
        code="unknown_key",
    ),
    "expired_key": Problem(
        410,
        _("This support key has expired"),
        _("Nobody used it in time. Please ask your technician for a new key."),
    ),
    "ended_session": Problem(
        410,
        _("This session has ended"),
        _("It can't be continued. Please ask your technician for a new key if you need more help."),
    ),
    "already_joined": Problem(
        409,
        _("This support key is already in use"),
        _("Someone joined with it before you. Please ask your technician to let you in."),
    ),
    "too_many_waiting": Problem(
        429,
        _("Others are waiting already"),
        _("Your technician has to answer them first. Please call them, then try again."),
    ),
    "still_waiting": Problem(
        403,
        _("You are still waiting"),
        _("The technician has been asked to let you in. Please wait for the answer."),
    ),
    "not_admitted": Problem(
        403,
        _("You were not let in"),
        _("The technician did not let you in. Please call them if you think this is a mistake."),
    ),
    "continued_elsewhere": Problem(
        403,
        _("The chat was continued on another device"),
        _("It can be open on one device only. To go on here, please join again."),
    ),
    "not_waiting": Problem(
        409,
        _("Nobody is waiting there"),
        _("They were answered already. The list shows who is still waiting."),
    ),
    "only_technicians": Problem(
        403, _("Only the technician can do this"), _("You are in this session as its customer.")
    ),
    "only_customers": Problem(
        403, _("Only the customer can do this"), _("You are in this session as its technician.")
    ),
    "not_for_helpers": Problem(
        403, _("The app can't do this"), _("Please do it in the chat, in your browser.")
    ),
    "nobody_there": Problem(
        409,
        _("Nobody is in the session yet"),
        _("You can ask as soon as the customer has joined."),
    ),
    "already_asked": Problem(
        409,
        _("The customer has been asked already"),
        _("Please wait for the answer, or take the question back."),
    ),
    "already_granted": Problem(
        409, _("The customer has allowed this already"), _("You need not ask again.")
    ),
    "asked_too_often": Problem(
        409,
        _("The customer has been asked %(limit)s times"),
        _("You can't ask again in this session. Go on in the chat, or start a new session."),
    ),
    "no_question": Problem(
        409,
        _("This question is not open any more"),
        _("It was answered, taken back, or its time ran out. The technician can ask again."),
    ),
    "extended_too_often": Problem(
        409,
        _("There is no more time for this question"),
        _("Please answer it, or say no: the technician can ask again."),
    ),
    "not_granted": Problem(
        403,
        _("The customer has not allowed this"),
        _("Nothing was passed on. Please ask the customer for permission first."),
    ),
    "already_shared": Problem(
        409,
        _("The screen is being shared already"),
        _("It comes from another window or app. Please stop it there first."),
    ),
    "invalid_picture": Problem(
        422,
        _("This is not a picture"),
        _("The server can't read its header, or it is larger than 4 MB. It was not passed on."),
    ),
    "input_too_fast": Problem(
        429,
        _("This is too fast"),
        _("At most %(limit)s frames a second are passed on. Some of yours were left out."),
    ),
    "clipboard_too_long": Problem(
        422,
        _("The clipboard is too large"),
        _("Up to %(limit)s KB of text can be sent. Please send it as a file."),
    ),
    "unknown_code": Problem(
        404,
        _("This code is not known"),
        _("It was used already, or is too old. Please click “Connect app” in the chat again."),
    ),
    "stream_needed": Problem(
        409,
        _("This needs an open stream"),
        _("Please send it over the WebSocket of the session."),
    ),
    "unknown_reply": Problem(
        422,
        _("What this answers is not there"),
        _("Please send your message without the quotation."),
    ),
    "files_not_allowed": Problem(
        403,
        _("Files can't be sent here"),
        _("The technician has switched this off for the session. Please ask them."),
    ),
    "file_too_large": Problem(
        413,
        _("The file is too large"),
        _("Files of up to %(limit_mb)s MB can be sent. Please send it in parts, or compressed."),
    ),
    "session_files_full": Problem(
        413,
        _("The session has no room for this file"),
        _(
            "Up to %(limit_mb)s MB in up to %(limit)s files can be sent in one session. Please send"
            " it compressed, or in a new session."
        ),
    ),
    "refused_file_type": Problem(
        422,
        _("Files of this kind are not taken"),
        _("Programs and the like (“%(ending)s”) can do harm. Please find another way together."),
    ),
    "infected_file": Problem(
        422,
        _("The file is infected"),
        _("The scanner found “%(found)s” in it. It was not stored; please check your device."),
    ),
    "scanner_unavailable": Problem(
        503,
        _("Files can't be checked at the moment"),
        _("The scanner does not answer. Please try again later, or tell the administrator."),
    ),
    "no_space": Problem(
        507,
        _("The server has no room for this file"),
        _("Nothing of it was stored. Please tell the administrator; the chat goes on."),
    ),
    "unknown_file": Problem(
        404, _("This file is not known"), _("It is not in this session, or not there any more.")
    ),
    "unknown_upload": Problem(
        404,
        _("This upload is not known"),
        _("It was dropped, or left alone for over a day. Please send the file again."),
    ),
    "wrong_offset": Problem(
        409,
        _("The upload stands elsewhere"),
        _("%(offset)s bytes of it are here. Please continue from there."),
    ),
    "upload_busy": Problem(
        409,
        _("This upload is being continued already"),
        _("Another request sends the same file. Please ask how far it is, then continue."),
        code="wrong_offset",
    ),
    "too_many_uploads": Problem(
        429,
        _("Too many files are on their way"),
        _("You can send %(limit)s at once. Please wait until some of them are there."),
    ),
    "unsatisfiable_range": Problem(
        416, _("The file does not have these bytes"), _("It is %(size)s bytes long.")
    ),
    "session_goes_on": Problem(
        409, _("The session is not over yet"), _("You can say how it was once it has ended.")
    ),
    "already_rated": Problem(
        409, _("You have said how it was already"), _("Thank you. It is stored.")
    ),
    "comment_too_long": Problem(
        422,
        _("The comment is too long"),
        _("It has %(length)s characters; %(limit)s are possible. Please shorten it."),
    ),
    "invalid_key": Problem(
        422,
        _("A support key has nine digits"),
        _("Please check what you typed: digits, with spaces or dashes if you like."),
    ),
    "missing_key": Problem(
        422,
        _("A support key or link is needed"),
        _("Give either the nine digits as “key” or the link's token as “link_token”."),
    ),
    "invalid_code": Problem(
        403,
        _("This chat was opened already"),
        _("The address works once. Please go back to the tab with your chat."),
    ),
    "too_many_tries": Problem(
        429,
        _("Too many tries"),
        _("Please wait %(seconds)s seconds, then try again."),
    ),
    "invalid_number": Problem(
        422,
        _("This is not a phone number"),
        _("Please write it like %(example)s, or with the country's code like +43 664 123456."),
    ),
    "not_a_mobile_number": Problem(
        422,
        _("This number can't receive SMS"),
        _(
            "%(number)s is not a mobile number. Please check it;"
            " numbers of other countries need the country's code, like +43 664 123456."
        ),
    ),
    "no_sms_gateway": Problem(
        501,
        _("This server sends no SMS"),
        _("No gateway is set (BEISTAND_SMS_URL). Please send the link in another way."),
    ),
    "sms_refused": Problem(
        502,
        _("The SMS was not sent"),
        _("%(reason)s Please try again, or choose another way."),
    ),
    "too_many_sms": Problem(
        429,
        _("This session has sent all its SMS"),
        _("%(limit)s are possible in one session. Please choose another way."),
    ),
    "too_many_sms_an_hour": Problem(
        429,
        _("You have sent many SMS"),
        _(
            "%(limit)s are possible within an hour."
            " Please wait %(minutes)s minutes, or choose another way."
        ),
        code="too_many_sms",
    ),
    "unknown_session": Problem(
        404,
        _("This session is not known"),
        _("It does not exist, or it is not yours."),
    ),
    "invalid_shortcut": Problem(
        422,
        _("This shortcut is not possible"),
        _("Please give a word of letters, digits and dashes, of at most %(limit)s characters."),
    ),
    "shortcut_taken": Problem(
        409,
        _("This shortcut is taken"),
        _("Another one of your replies is called “%(shortcut)s”. Please choose another word."),
    ),
    "too_many_replies": Problem(
        409,
        _("There are too many canned replies"),
        _("You can have %(limit)s. Please delete one that you no longer need."),
    ),
    "unknown_canned_reply": Problem(
        404, _("This canned reply is not there"), _("It was deleted, or it is not yours.")
    ),
    "push_off": Problem(
        501,
        _("This server sends no push notifications"),
        _("The administrator has switched them off (BEISTAND_PUSH_SERVICES)."),
    ),
    "push_service_not_allowed": Problem(
        422,
        _("This push service is not allowed"),
        _("The administrator decides which ones are (BEISTAND_PUSH_SERVICES)."),
    ),
    "invalid_push_subscription": Problem(
        422,
        _("This is not the subscription of a browser"),
        _("Its keys, or its name, do not fit."),
    ),
    "unknown_push_subscription": Problem(
        404,
        _("This browser is not told any more"),
        _("Please switch the notifications on again."),
    ),
    "push_not_sent": Problem(
        502,
        _("The push service of your browser did not take it"),
        _("Please try again in a moment."),
    ),
    "empty_message": Problem(
        422, _("The message is empty"), _("Please write at least one character.")
    ),
    "message_too_long": Problem(
        422,
        _("The message is too long"),
        _("It has %(length)s characters; %(limit)s are possible. Please send it in parts."),
    ),
    "invalid_json": Problem(
        400, _("This is not JSON"), _("What was sent can't be read as JSON in UTF-8.")
    ),
    "unknown_frame": Problem(
        422, _("This kind of frame is not known"), _("The server knows no frame “%(type)s”.")
    ),
    "invalid_frame": Problem(
        422, _("The frame is not complete or not right"), _("The server says: %(reason)s")
    ),
    "invalid_body": Problem(
        422, _("The request is not complete or not right"), _("The server says: %(reason)s")
    ),
    "too_many_streams": Problem(
        429,
        _("This session is open too often"),
        _("It may be open %(limit)s times at once. Please close other tabs with it."),
    ),
    "unsupported_frame": Problem(
        422, _("Only text frames are understood here"), _("Please send JSON as text.")
    ),
    "sign_in_needed": Problem(
        401, _("Please sign in"), _("You are not signed in, or your sign-in has run out.")
    ),
    "console_locked": Problem(
        423,
        _("The console is locked"),
        _("Please unlock it with your password, then try again."),
    ),
    "wrong_unlock_password": Problem(
        403, _("The password is wrong"), _("Please type it once more.")
    ),
    "wrong_password": Problem(
        401,
        _("The e-mail address or the password is wrong"),
        _("Please check both. If you have forgotten your password, ask your administrator."),
    ),
    "invalid_csrf": Problem(
        403, _("This page is out of date"), _("Please reload the page and try again.")
    ),
    "foreign_origin": Problem(
        403,
        _("This request comes from another website"),
        _("Please open this server's own address and try again there."),
    ),
    "weak_password": Problem(
        422,
        _("This password is too weak"),
        _("Please choose at least %(least)s characters that are not all alike."),
    ),
    "invalid_email": Problem(
        422, _("This is not an e-mail address"), _("Please write it like name@example.com.")
    ),
    "invalid_name": Problem(
        422, _("A name is needed"), _("Please give a name of at most %(limit)s characters.")
    ),
    "email_taken": Problem(
        409, _("This e-mail address is taken"), _("There is a technician with this address.")
    ),
    "not_written": Problem(
        503,
        _("This could not be stored"),
        _("Nothing was changed. Please try again; if it stays like this, tell the administrator."),
    ),
    "not_found": Problem(
        404, _("This page does not exist"), _("Please check the address, or go to the start page.")
    ),
    "method_not_allowed": Problem(
        405, _("This is not possible here"), _("The address exists, but not for this method.")
    ),
    "too_large": Problem(
        413, _("This is too large"), _("The server takes at most %(limit)s bytes here.")
    ),
    "websocket_needed": Problem(
        400, _("This address is for WebSockets"), _("Please connect to it with a WebSocket.")
    ),
    "http_error": Problem(
        400, _("The request can't be answered"), _("The server says: %(reason)s")
    ),
    "server_error": Problem(
        500,
        _("Something went wrong on our side"),
        _("Nothing of yours is lost. Please try again in a moment."),
    ),
}


def describe(refusal: Refusal, locale: str) -> tuple[Problem, str, str]:
    """(problem, title, detail) of a refusal in this locale."""
    problem = PROBLEMS[refusal.code]
    title = language.translate(locale, problem.title)
    return problem, title, language.translate(locale, problem.detail, **refusal.facts)
